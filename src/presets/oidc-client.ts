import type { Preset } from "./preset";

export const oidcClient: Preset = {
  id: "oidc-client",
  label: "OpenID Connect (Client Assertion)",
  documentation: {
    title: "OpenID Connect Core: client authentication",
    url: "https://openid.net/specs/openid-connect-core-1_0.html#ClientAuthentication",
  },
  note: "For any OpenID provider or OAuth server, such as Keycloak or Ping. A private key means private_key_jwt, a client secret client_secret_jwt.",
  fields: {
    flow: { default: "client-assertion" },
    key: { description: "The private key whose public key is registered for the client, or its secret." },
    tokenUrl: {
      description: "The provider's issuer, its discovery URL, or its token endpoint.",
      placeholder: "e.g. https://login.example.com/realms/main",
    },
    clientId: { description: "The client ID at the provider. Also the assertion's issuer and subject." },
    scope: { description: "Space-separated scopes to request, if the provider requires any." },
  },
};
