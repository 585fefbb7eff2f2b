import type { Preset } from "./preset";

export const googleServiceAccount: Preset = {
  id: "google-service-account",
  label: "Google service account",
  documentation: {
    title: "Self-signed JWTs for Google APIs (AIP-4111)",
    url: "https://google.aip.dev/auth/4111",
  },
  fields: {
    algorithm: { default: "RS256" },
    key: {
      label: "Service-account key",
      description: "The whole JSON file of the service account's key, as Google Cloud lets you download it.",
      placeholder: '{ "type": "service_account", … }',
    },
    issuer: { default: "$key.email", placeholder: "the file's client_email" },
    subject: { default: "$issuer", placeholder: "the file's client_email" },
    audience: {
      default: "https://$request.host/",
      placeholder: "https://HOST/ of the request",
    },
    keyId: { required: true, inKey: true, placeholder: "the file's private_key_id" },
    expiresIn: { default: "1h" },
  },
  algorithms: ["RS256"],
  longestLifetime: "1h",
};
