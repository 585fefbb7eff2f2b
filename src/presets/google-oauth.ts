import type { Preset } from "./preset";

export const googleOauth: Preset = {
  id: "google-oauth",
  label: "Google OAuth (service account)",
  documentation: {
    title: "Using OAuth 2.0 for server to server applications",
    url: "https://developers.google.com/identity/protocols/oauth2/service-account",
  },
  note: "For APIs that take no self-signed JWT, and to act for a user of the domain.",
  fields: {
    flow: { default: "jwt-bearer" },
    algorithm: { default: "RS256" },
    key: {
      label: "Service-account key",
      description: "The whole JSON file of the service account's key, as Google Cloud lets you download it.",
      placeholder: '{ "type": "service_account", … }',
    },
    keyId: { placeholder: "the file's private_key_id" },
    issuer: { default: "$key.email", placeholder: "the file's client_email" },
    subject: { description: "Only to act for a user of the domain: the user's e-mail address." },
    audience: { default: "$tokenUrl", placeholder: "the file's token_uri" },
    scope: {
      description: "The scopes of the APIs, with spaces between.",
      placeholder: "https://www.googleapis.com/auth/cloud-platform",
      required: true,
    },
    claims: { default: '{ "scope": "$scope" }' },
    expiresIn: { default: "1h" },
    tokenUrl: { default: "$key.tokenUri", placeholder: "the file's token_uri" },
  },
  algorithms: ["RS256"],
  longestLifetime: "1h",
};
