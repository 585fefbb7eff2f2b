import { UUID } from "./formats";
import type { Preset } from "./preset";

export const vonage: Preset = {
  id: "vonage",
  label: "Vonage",
  documentation: {
    title: "JSON Web Tokens",
    url: "https://developer.vonage.com/en/getting-started/concepts/authentication#json-web-tokens",
  },
  note: "To limit what the token allows, add the acl claim under Additional Claims.",
  fields: {
    key: { description: "The private key that was generated for the application in the Vonage dashboard." },
    userName: {
      label: "Application ID",
      description: "In the Vonage dashboard, under Applications.",
      placeholder: "e.g. 78d335fa-323d-4114-9c3d-d6f0d48968cf",
      required: true,
      pattern: { source: UUID, hint: "Use the application's ID, which is a UUID." },
    },
    userNameClaim: { label: "Application ID Claim", default: "application_id", hidden: true },
    expiresIn: { default: "15m" },
    jwtId: { default: "uuid" },
  },
  keyForms: "the PEM private key",
  algorithms: ["RS256"],
  longestLifetime: "24h",
};
