import type { Preset } from "./preset";

export const auth0: Preset = {
  id: "auth0",
  label: "Auth0 (Private Key JWT)",
  documentation: {
    title: "Authenticate with Private Key JWT",
    url: "https://auth0.com/docs/get-started/authentication-and-authorization-flow/authenticate-with-private-key-jwt",
  },
  fields: {
    flow: { default: "client-assertion" },
    key: { description: "The private key of the public key uploaded under Credentials in Auth0." },
    // Auth0 knows the key by an ID of its own, and not by that in a JWK.
    keyId: { default: "none" },
    audience: { default: "$tokenUrl.origin/", placeholder: "https://<tenant>/" },
    expiresIn: { default: "3m" },
    tokenUrl: {
      description: "The tenant's token endpoint, or its URL, with your custom domain if you have one.",
      placeholder: "e.g. https://TENANT.auth0.com/oauth/token",
    },
    clientId: {
      description: "The application's client ID, under Settings in Auth0.",
      placeholder: "e.g. AaiyAPdpYdesoKnqjj8HJqRn4T5titww",
    },
    tokenParameters: {
      description: 'The API to call, by its identifier: { "audience": "https://api.example.com" }.',
    },
  },
  keyForms: "the PEM private key",
  algorithms: ["RS256", "RS384", "PS256"],
  longestLifetime: "5m",
};
