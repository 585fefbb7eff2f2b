import type { Preset } from "./preset";

export const ghostAdmin: Preset = {
  id: "ghost-admin",
  label: "Ghost Admin API",
  documentation: { title: "Admin API: token authentication", url: "https://docs.ghost.org/admin-api" },
  fields: {
    key: {
      label: "Admin API Key",
      description: "The id:secret key shown in Ghost under Settings → Integrations.",
      placeholder: "e.g. id:secret",
    },
    keyEncoding: { default: "hex" },
    keyId: { placeholder: "the part before the colon", required: true, inKey: true },
    audience: { default: "/admin/" },
    expiresIn: { default: "5m" },
    headerPrefix: { default: "Ghost" },
  },
  keyForms: "the id:secret key",
  algorithms: ["HS256"],
  longestLifetime: "5m",
  keyHoldsId: true,
};
