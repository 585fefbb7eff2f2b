import type { Preset } from "./preset";

export const docusign: Preset = {
  id: "docusign",
  label: "DocuSign (JWT grant)",
  documentation: {
    title: "JWT Grant authentication",
    url: "https://developers.docusign.com/platform/auth/jwt/",
  },
  note: "The user has to have agreed once to what the scope allows.",
  fields: {
    flow: { default: "jwt-bearer" },
    algorithm: { default: "RS256" },
    key: { description: "The RSA private key that DocuSign made for the app." },
    issuer: {
      label: "Integration key",
      description: "The integration key of the app: its client ID.",
      placeholder: "5c2b8d7e-…",
      required: true,
    },
    subject: {
      label: "User ID",
      description: "The GUID of the user whom the token is for.",
      placeholder: "464f7988-…",
      required: true,
    },
    audience: {
      label: "Account server",
      description:
        "Its host alone: account-d.docusign.com for developers, account.docusign.com in production.",
      default: "account-d.docusign.com",
      placeholder: "account-d.docusign.com",
      pattern: { source: "^[^/:]+$", hint: "DocuSign wants the host alone, without https:// and slashes." },
    },
    scope: { default: "signature impersonation" },
    claims: { default: '{ "scope": "$scope" }' },
    tokenUrl: { default: "https://$audience/oauth/token", placeholder: "/oauth/token of the account server" },
  },
  algorithms: ["RS256"],
};
