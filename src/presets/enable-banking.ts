import { UUID } from "./formats";
import type { Preset } from "./preset";

export const enableBanking: Preset = {
  id: "enable-banking",
  label: "Enable Banking",
  documentation: { title: "Quick Start", url: "https://enablebanking.com/docs/api/quick-start/" },
  fields: {
    key: { description: "The private key (.pem) that was generated when the application was registered." },
    keyId: {
      label: "Application ID",
      description: "The ID of the application in the Enable Banking Control Panel.",
      placeholder: "e.g. cf589be3-3755-465b-a8df-a90a16a31403",
      required: true,
      pattern: { source: UUID, hint: "Use the application's ID, which is a UUID." },
    },
    issuer: { default: "enablebanking.com" },
    audience: { default: "api.enablebanking.com" },
    expiresIn: { default: "1h" },
  },
  keyForms: "the PEM private key",
  algorithms: ["RS256"],
  longestLifetime: "24h",
};
