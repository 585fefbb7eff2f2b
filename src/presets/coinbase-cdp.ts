import type { Preset } from "./preset";

export const coinbaseCdp: Preset = {
  id: "coinbase-cdp",
  label: "Coinbase Developer Platform (CDP)",
  documentation: {
    title: "JWT Authentication",
    url: "https://docs.cdp.coinbase.com/get-started/authentication/jwt-authentication",
  },
  note: "For an ECDSA key choose ES256.",
  fields: {
    algorithm: { default: "EdDSA" },
    key: {
      label: "API key secret",
      description:
        "As Coinbase shows it once: base64, or a PEM for an ECDSA key. Its downloaded file does too.",
      placeholder: "base64, or -----BEGIN EC PRIVATE KEY-----",
    },
    keyId: {
      label: "API key ID",
      description: "The key's ID, or its name that begins with organizations/. A downloaded file has it.",
      placeholder: "organizations/…/apiKeys/…",
      required: true,
    },
    issuer: { default: "cdp" },
    subject: { default: "$keyId", placeholder: "the API key ID" },
    audience: { default: '["cdp_service"]' },
    notBefore: { default: "now" },
    expiresIn: { default: "2m" },
    claims: { default: '{ "uris": ["$request.method $request.host$request.path"] }' },
    header: { default: '{ "nonce": "$random.hex16" }' },
  },
  algorithms: ["EdDSA", "ES256"],
  longestLifetime: "2m",
};
