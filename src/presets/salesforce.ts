import type { Preset } from "./preset";

export const salesforce: Preset = {
  id: "salesforce",
  label: "Salesforce",
  documentation: {
    title: "OAuth 2.0 JWT Bearer Flow for Server-to-Server Integration",
    url: "https://help.salesforce.com/s/articleView?id=sf.remoteaccess_oauth_jwt_flow.htm",
  },
  note: "Salesforce's response has no expiration, so every request gets a new access token.",
  fields: {
    flow: { default: "jwt-bearer" },
    key: { description: "The private key of the certificate uploaded to the connected app." },
    issuer: {
      label: "Consumer Key",
      description: "The connected app's consumer key (client ID), in Setup under App Manager.",
      placeholder: "e.g. 3MVG9…",
      required: true,
    },
    subject: {
      label: "Username",
      description: "The Salesforce user to act as.",
      placeholder: "e.g. robin@example.com",
      required: true,
    },
    audience: {
      label: "Login URL",
      description: "For a sandbox, https://test.salesforce.com. For an Experience Cloud site, its URL.",
      default: "https://login.salesforce.com",
      placeholder: "https://login.salesforce.com",
      pattern: {
        source: "^https://(?!.*/services/oauth2)[^\\s/?#\"'`,]+(?:/[^\\s/?#\"'`,]+)*$",
        hint: "Start with https://, and omit the trailing slash and /services/oauth2/token.",
      },
    },
    expiresIn: { default: "3m" },
    tokenUrl: {
      default: "$audience/services/oauth2/token",
      placeholder: "<login URL>/services/oauth2/token",
    },
  },
  keyForms: "the PEM private key",
  algorithms: ["RS256"],
  longestLifetime: "3m",
};
