import type { Preset } from "./preset";

export const ghostAdmin: Preset = {
  id: "ghost-admin",
  label: "Ghost Admin API",
  documentation: { title: "Admin API: token authentication", url: "https://docs.ghost.org/admin-api" },
  fields: {
    algorithm: { default: "HS256" },
    key: {
      label: "Admin API key",
      description: "As Ghost shows it under Settings, Integrations: ID and secret with a colon between.",
      placeholder: "id:secret",
    },
    keyEncoding: { default: "hex" },
    keyId: { placeholder: "what stands before the colon", required: true, inKey: true },
    audience: { default: "/admin/" },
    expiresIn: { default: "5m" },
    headerPrefix: { default: "Ghost" },
  },
  algorithms: ["HS256"],
  longestLifetime: "5m",
  keyHoldsId: true,
};
