import type { Preset } from "./preset";

export const okta: Preset = {
  id: "okta",
  label: "Okta (Service App)",
  documentation: {
    title: "Implement OAuth for Okta with a service app",
    url: "https://developer.okta.com/docs/guides/implement-oauth-for-okta-serviceapp/main/",
  },
  note: "If your app requires Demonstrating Proof of Possession (DPoP), set DPoP to On.",
  fields: {
    flow: { default: "client-assertion" },
    key: { description: "The private key whose public key is registered for your app, as a JWK or PEM." },
    keyId: {
      description: "The kid of your app's public key, under Client Credentials in Okta. Read from a JWK.",
      placeholder: "e.g. kid-in-okta",
      required: true,
    },
    // Okta's own audience, even if discovery gives an issuer.
    audience: { default: "$tokenUrl", placeholder: "same as Token URL" },
    expiresIn: { default: "5m" },
    tokenUrl: {
      description:
        "The token endpoint of your Okta domain. Okta's API scopes need the org authorization server.",
      placeholder: "e.g. https://ORG.okta.com/oauth2/v1/token",
    },
    clientId: {
      description: "Your app's client ID, on its General tab.",
      placeholder: "e.g. 0oar95zt9zIpYuz6A0h7",
    },
    scope: {
      description: "Space-separated scopes that your app is granted under Okta API Scopes.",
      placeholder: "e.g. okta.users.read",
      required: true,
    },
  },
  keyForms: "the JWK or the PEM private key",
  algorithms: ["RS256", "RS384", "RS512", "ES256", "ES384", "ES512"],
  longestLifetime: "1h",
  onlyInJwt: ["clientId"],
};
