import type { Preset } from "./preset";

export const aisera: Preset = {
  id: "aisera",
  label: "Aisera",
  documentation: { title: "JSON Web Token", url: "https://docs.aisera.com" },
  note: "Compare algorithm, thumbprint and claim names with your Aisera: its documentation does not name them.",
  fields: {
    algorithm: { default: "RS256" },
    issuer: { placeholder: "https://idp.example.com", required: true },
    subject: { placeholder: "client-id", required: true },
    audience: { placeholder: "https://tenant.aisera.com", required: true },
    certificate: {
      description:
        "In PEM, for its thumbprint. With the thumbprint alone, set x5t under further header fields instead.",
      required: true,
    },
    certificateHeader: { default: "both" },
    userPrincipalName: { placeholder: "robin@example.com", required: true },
  },
};
