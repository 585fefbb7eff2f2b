import type { Preset } from "./preset";

export const entraCertificate: Preset = {
  id: "entra-certificate",
  label: "Microsoft Entra (Certificate)",
  documentation: {
    title: "Microsoft identity platform application authentication certificate credentials",
    url: "https://learn.microsoft.com/en-us/entra/identity-platform/certificate-credentials",
  },
  fields: {
    flow: { default: "client-assertion" },
    key: { description: "The certificate's private key." },
    certificate: {
      description: "The PEM certificate you uploaded under Certificates & secrets in the app registration.",
      required: true,
    },
    certificateHeader: { default: "x5t#S256" },
    issuer: { placeholder: "same as Application (client) ID" },
    subject: { placeholder: "same as Application (client) ID" },
    notBefore: { default: "now" },
    expiresIn: { default: "5m" },
    tokenUrl: {
      description: "The OAuth 2.0 token endpoint (v2), under Endpoints in the app registration.",
      placeholder: "e.g. https://login.microsoftonline.com/TENANT/oauth2/v2.0/token",
    },
    clientId: {
      label: "Application (client) ID",
      description: "On the app registration's Overview page.",
      placeholder: "e.g. 00001111-aaaa-2222-bbbb-3333cccc4444",
    },
    scope: {
      description: "The API's ID followed by /.default, which requests all permissions granted to your app.",
      placeholder: "e.g. https://graph.microsoft.com/.default",
      required: true,
    },
  },
  keyForms: "the PEM private key",
  algorithms: ["PS256"],
  longestLifetime: "10m",
};
