import type { Preset } from "./preset";

export const docusign: Preset = {
  id: "docusign",
  label: "DocuSign (JWT Grant)",
  documentation: {
    title: "JWT Grant authentication",
    url: "https://developers.docusign.com/platform/auth/jwt/",
  },
  note: "The user must consent to the scopes once.",
  fields: {
    flow: { default: "jwt-bearer" },
    key: { description: "The RSA private key that DocuSign generated for your app, under Apps and Keys." },
    issuer: {
      label: "Integration Key",
      description: "Your app's integration key (client ID), under Apps and Keys.",
      placeholder: "e.g. 5c2b8d7e-…",
      required: true,
    },
    subject: {
      label: "User ID",
      description: "The GUID of the user to act as. Yours is under Apps and Keys.",
      placeholder: "e.g. 464f7988-…",
      required: true,
    },
    audience: {
      label: "Account Server",
      description:
        "Hostname only: account-d.docusign.com for developer accounts, account.docusign.com for production.",
      default: "account-d.docusign.com",
      placeholder: "account-d.docusign.com",
      pattern: {
        source: "^[A-Za-z\\d-]+(?:\\.[A-Za-z\\d-]+)+$",
        hint: "Use the hostname only, without https:// or slashes.",
      },
    },
    scope: { default: "signature impersonation" },
    claims: { default: '{ "scope": "$scope" }' },
    tokenUrl: {
      default: "https://$audience/oauth/token",
      placeholder: "https://<account server>/oauth/token",
    },
  },
  remedies: {
    consent:
      "As the user, open https://$audience/oauth/auth?response_type=code&scope=signature%20impersonation&client_id=$issuer&redirect_uri=<a redirect URI of your app> in a browser once",
  },
  keyForms: "the PEM private key",
  algorithms: ["RS256"],
};
