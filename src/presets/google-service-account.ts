import type { Preset } from "./preset";

export const googleServiceAccount: Preset = {
  id: "google-service-account",
  label: "Google Service Account",
  documentation: {
    title: "Self-signed JWTs for Google APIs (AIP-4111)",
    url: "https://google.aip.dev/auth/4111",
  },
  fields: {
    key: {
      label: "Service Account Key",
      description: "The whole JSON key file from Google Cloud, under IAM & Admin → Service Accounts → Keys.",
      placeholder: 'e.g. { "type": "service_account", … }',
    },
    issuer: { default: "$key.email", placeholder: "client_email from the file" },
    subject: { default: "$issuer", placeholder: "same as Issuer" },
    audience: {
      default: "https://$request.host/",
      placeholder: "https://<request host>/",
    },
    keyId: { required: true, inKey: true, placeholder: "private_key_id from the file" },
    expiresIn: { default: "1h" },
  },
  keyForms: "the JSON key file",
  algorithms: ["RS256"],
  longestLifetime: "1h",
};
