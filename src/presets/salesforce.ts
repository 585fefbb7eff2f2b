import type { Preset } from "./preset";

export const salesforce: Preset = {
  id: "salesforce",
  label: "Salesforce",
  documentation: {
    title: "OAuth 2.0 JWT Bearer Flow for Server-to-Server Integration",
    url: "https://help.salesforce.com/s/articleView?id=sf.remoteaccess_oauth_jwt_flow.htm",
  },
  note: "Salesforce does not say how long its access tokens last, so every request gets a new one.",
  fields: {
    flow: { default: "jwt-bearer" },
    algorithm: { default: "RS256" },
    key: { description: "The private key whose certificate the connected app has." },
    issuer: {
      label: "Consumer key",
      description: "The consumer key of the connected app: its client ID.",
      placeholder: "3MVG9…",
      required: true,
    },
    subject: {
      label: "User name",
      description: "The Salesforce user whom the token is for.",
      placeholder: "robin@example.com",
      required: true,
    },
    audience: {
      label: "Login URL",
      description: "For a sandbox https://test.salesforce.com, for an Experience Cloud site its URL.",
      default: "https://login.salesforce.com",
      placeholder: "https://login.salesforce.com",
      pattern: {
        source: "^https://.*[^/]$",
        hint: "Salesforce wants the URL with https:// and no slash at its end.",
      },
    },
    expiresIn: { default: "3m" },
    tokenUrl: {
      default: "$audience/services/oauth2/token",
      placeholder: "/services/oauth2/token of the login URL",
    },
  },
  algorithms: ["RS256"],
  longestLifetime: "3m",
};
