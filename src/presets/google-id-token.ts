import type { Preset } from "./preset";

export const googleIdToken: Preset = {
  id: "google-id-token",
  label: "Google ID Token (Cloud Run, IAP)",
  documentation: {
    title: "Programmatic authentication",
    url: "https://docs.cloud.google.com/iap/docs/authentication-howto",
  },
  note: "For Cloud Run, Cloud Functions, and other services behind Google's authentication. The token's audience is the request's host. For IAP or another audience, set target_audience under Additional Claims.",
  fields: {
    flow: { default: "jwt-bearer" },
    key: {
      label: "Service Account Key",
      description: "The whole JSON key file from Google Cloud, under IAM & Admin → Service Accounts → Keys.",
      placeholder: 'e.g. { "type": "service_account", … }',
    },
    keyId: { placeholder: "private_key_id from the file" },
    issuer: { default: "$key.email", placeholder: "client_email from the file" },
    audience: { default: "$tokenUrl", placeholder: "token_uri from the file" },
    claims: {
      description: 'For another audience, such as an IAP client ID: { "target_audience": "…" }.',
      default: '{ "target_audience": "https://$request.host" }',
    },
    // With a scope, Google returns an access token instead.
    scope: { default: "none", hidden: true },
    expiresIn: { default: "1h" },
    tokenUrl: { default: "$key.tokenUri", placeholder: "token_uri from the file" },
    tokenProperty: { default: "id_token" },
  },
  keyForms: "the JSON key file",
  algorithms: ["RS256"],
  longestLifetime: "1h",
};
