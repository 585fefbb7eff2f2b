import type { Preset } from "./preset";

export const coinbaseCdp: Preset = {
  id: "coinbase-cdp",
  label: "Coinbase Developer Platform (CDP)",
  documentation: {
    title: "JWT Authentication",
    url: "https://docs.cdp.coinbase.com/get-started/authentication/jwt-authentication",
  },
  fields: {
    key: {
      label: "API Key Secret",
      description: "The key secret (base64, or PEM for ECDSA), or the whole downloaded JSON key file.",
      placeholder: "e.g. dGhpcyBpcyBh…==",
    },
    keyId: {
      label: "API Key ID",
      description: "The key's ID or name (organizations/…). Read from the JSON key file if you paste that.",
      placeholder: "e.g. organizations/…/apiKeys/…",
      required: true,
    },
    issuer: { default: "cdp" },
    subject: { default: "$keyId", placeholder: "same as API Key ID" },
    notBefore: { default: "now" },
    expiresIn: { default: "2m" },
    claims: { default: '{ "uris": ["$request.method $request.host$request.path"] }' },
    header: { default: '{ "nonce": "$random.hex16" }' },
  },
  keyForms: "the API key secret or the JSON key file",
  algorithms: ["EdDSA", "ES256"],
  longestLifetime: "2m",
};
