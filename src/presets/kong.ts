import type { Preset } from "./preset";

export const kong: Preset = {
  id: "kong",
  label: "Kong Gateway (JWT plugin)",
  documentation: { title: "JWT plugin", url: "https://developer.konghq.com/plugins/jwt/" },
  note: "The algorithm is the credential's own. In a query parameter or a cookie Kong looks under the names its plugin is set up with.",
  fields: {
    algorithm: { default: "HS256" },
    issuer: {
      label: "Credential key",
      description: "The key of the consumer's JWT credential; Kong finds the secret by it.",
      placeholder: "a36c3049b36249a3c9f8891cb127243c",
      required: true,
    },
    queryName: { default: "jwt" },
  },
};
