import type { Preset } from "./preset";

export const kong: Preset = {
  id: "kong",
  label: "Kong Gateway (JWT Plugin)",
  documentation: { title: "JWT plugin", url: "https://developer.konghq.com/plugins/jwt/" },
  note: "If the credential uses a different algorithm than Auto selects, choose it. For a query parameter or cookie, use a name configured in Kong's plugin.",
  fields: {
    key: {
      description: "The secret or private key of the consumer's JWT credential.",
    },
    issuer: {
      label: "Credential Key",
      description: "The key of the consumer's JWT credential, which Kong returns when you create it.",
      placeholder: "e.g. a36c3049b36249a3c9f8891cb127243c",
      required: true,
    },
    // Kong's plugin looks for it in every header.
    headerPrefix: { default: "Bearer" },
    queryName: { default: "jwt" },
  },
};
