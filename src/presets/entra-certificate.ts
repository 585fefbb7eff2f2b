import type { Preset } from "./preset";

export const entraCertificate: Preset = {
  id: "entra-certificate",
  label: "Microsoft Entra (certificate)",
  documentation: {
    title: "Microsoft identity platform application authentication certificate credentials",
    url: "https://learn.microsoft.com/en-us/entra/identity-platform/certificate-credentials",
  },
  fields: {
    flow: { default: "client-assertion" },
    algorithm: { default: "PS256" },
    key: { description: "The private key of the certificate." },
    certificate: {
      description: "In PEM, as it was uploaded under Certificates & secrets of the app registration.",
      required: true,
    },
    certificateHeader: { default: "x5t#S256" },
    notBefore: { default: "now" },
    expiresIn: { default: "5m" },
    tokenUrl: {
      description: "The OAuth 2.0 token endpoint (v2), under Endpoints of the app registration.",
      placeholder: "https://login.microsoftonline.com/TENANT/oauth2/v2.0/token",
    },
    clientId: {
      label: "Application (client) ID",
      description: "From the overview of the app registration.",
      placeholder: "00001111-aaaa-2222-bbbb-3333cccc4444",
    },
    scope: {
      description: "The API's ID, a slash and .default: all that the application was allowed there.",
      placeholder: "https://graph.microsoft.com/.default",
      required: true,
    },
  },
  algorithms: ["PS256"],
  longestLifetime: "10m",
};
