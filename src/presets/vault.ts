import type { Preset } from "./preset";

export const vault: Preset = {
  id: "vault",
  label: "HashiCorp Vault (JWT Login)",
  documentation: {
    title: "JWT/OIDC auth method (API)",
    url: "https://developer.hashicorp.com/vault/api-docs/auth/jwt",
  },
  note: "Which claims are required depends on the role: its bound_audiences, bound_subject, bound_claims, and user_claim. If Vault redirects to another host, Yaak sends the token there, too.",
  fields: {
    flow: { default: "exchange" },
    exchangeAs: { default: "json" },
    key: { description: "The private key whose public key the auth method trusts." },
    issuer: { description: "The auth method's bound_issuer, if it has one." },
    subject: { description: "Who logs in, if the role's user_claim is sub, or its bound_subject." },
    audience: {
      description:
        "One of the role's bound_audiences. If it has none, leave this empty, or Vault rejects the JWT.",
    },
    expiresIn: { default: "5m" },
    tokenUrl: {
      description: "The login URL. If the method is mounted elsewhere, replace jwt with that path.",
      placeholder: "e.g. https://vault.example.com:8200/v1/auth/jwt/login",
      pattern: {
        source: "^https?://[^/]+/v1/(?:[^?#]+/)?auth/[^?#]+/login$",
        hint: "Use the full login URL, which contains /v1/auth/ and ends with /login.",
      },
    },
    tokenParameters: {
      description: 'The role, as { "role": "name" }. Not needed if the auth method has a default role.',
    },
    tokenProperty: { default: "auth.client_token" },
    headerName: { default: "X-Vault-Token" },
    headerPrefix: { default: "none" },
  },
  keyForms: "the PEM private key",
  algorithms: ["RS256", "RS384", "RS512", "ES256", "ES384", "ES512", "PS256", "PS384", "PS512", "EdDSA"],
};
