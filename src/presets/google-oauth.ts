import type { Preset } from "./preset";

export const googleOauth: Preset = {
  id: "google-oauth",
  label: "Google OAuth (Service Account)",
  documentation: {
    title: "Using OAuth 2.0 for server to server applications",
    url: "https://developers.google.com/identity/protocols/oauth2/service-account",
  },
  note: "Use this preset for APIs that don't accept self-signed JWTs, and for domain-wide delegation.",
  fields: {
    flow: { default: "jwt-bearer" },
    key: {
      label: "Service Account Key",
      description: "The whole JSON key file from Google Cloud, under IAM & Admin → Service Accounts → Keys.",
      placeholder: 'e.g. { "type": "service_account", … }',
    },
    keyId: { placeholder: "private_key_id from the file" },
    issuer: { default: "$key.email", placeholder: "client_email from the file" },
    subject: { description: "For domain-wide delegation only: the email address of the user to act as." },
    audience: { default: "$tokenUrl", placeholder: "token_uri from the file" },
    scope: {
      description: "Space-separated API scopes, listed in the API's documentation.",
      placeholder: "e.g. https://www.googleapis.com/auth/cloud-platform",
      required: true,
    },
    claims: { default: '{ "scope": "$scope" }' },
    expiresIn: { default: "1h" },
    tokenUrl: { default: "$key.tokenUri", placeholder: "token_uri from the file" },
  },
  keyForms: "the JSON key file",
  algorithms: ["RS256"],
  longestLifetime: "1h",
};
