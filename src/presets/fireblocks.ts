import type { Preset } from "./preset";

export const fireblocks: Preset = {
  id: "fireblocks",
  label: "Fireblocks",
  documentation: {
    title: "JWT structure",
    url: "https://developers.fireblocks.com/reference/signing-a-request-jwt-structure",
  },
  note: "Each token is valid for one request, with its path, query, and body. Requests with a body require Yaak 2026.7 or later.",
  fields: {
    key: {
      label: "API Secret Key",
      description:
        "The private key (fireblocks_secret.key) whose signing request you uploaded for the API user.",
    },
    subject: {
      label: "API Key",
      description:
        "The ID of the API user in the Fireblocks Console. It's also sent as the X-API-Key header.",
      placeholder: "e.g. 8c1e2f5a-0b7d-4e9c-a3f6-1d2b3c4e5f60",
      required: true,
    },
    expiresIn: { default: "25s" },
    claims: {
      default: '{ "uri": "$request.pathWithQuery", "nonce": "$uuid", "bodyHash": "$request.body.sha256" }',
    },
  },
  keyForms: "the PEM private key",
  algorithms: ["RS256"],
  // Less than 30 seconds.
  longestLifetime: "29s",
  headers: { "X-API-Key": "$subject" },
};
