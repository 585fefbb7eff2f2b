import type { Preset } from "./preset";

export const aisera: Preset = {
  id: "aisera",
  label: "Aisera",
  documentation: { title: "JSON Web Token", url: "https://docs.aisera.com" },
  note: "Aisera's documentation doesn't specify the algorithm, thumbprint, or claim names. Check them with Aisera.",
  fields: {
    key: { description: "The private key of the certificate registered in Aisera." },
    issuer: {
      description: "The issuer (iss) registered in Aisera.",
      placeholder: "e.g. https://idp.example.com",
      required: true,
    },
    subject: {
      description: "The subject (sub) registered in Aisera, often a client ID.",
      placeholder: "e.g. client-id",
      required: true,
    },
    audience: {
      description: "The audience (aud) that Aisera expects, often your tenant's URL.",
      placeholder: "e.g. https://tenant.aisera.com",
      required: true,
    },
    certificate: {
      description:
        "PEM certificate for the thumbprint. If you only have the thumbprint, add x5t under Token Header.",
      required: true,
    },
    certificateHeader: { default: "both" },
    userPrincipalName: { placeholder: "e.g. robin@example.com", required: true },
  },
  keyForms: "the PEM private key",
  // Any with a certificate, because the documentation names none.
  algorithms: ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"],
};
