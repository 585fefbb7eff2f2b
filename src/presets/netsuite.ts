import type { Preset } from "./preset";

export const netsuite: Preset = {
  id: "netsuite",
  label: "NetSuite (Machine to Machine)",
  documentation: {
    title: "The Request Token Structure",
    url: "https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/section_162790605110.html",
  },
  fields: {
    flow: { default: "client-assertion" },
    key: { description: "The private key of the certificate uploaded to the mapping." },
    keyId: {
      label: "Certificate ID",
      description: "Listed under OAuth 2.0 Client Credentials (M2M) Setup in NetSuite.",
      placeholder: "e.g. QgYd…",
      required: true,
    },
    subject: { default: "none" },
    audience: { default: "$tokenUrl", placeholder: "same as Token URL" },
    expiresIn: { default: "5m" },
    jwtId: { default: "none" },
    tokenUrl: {
      description: "The token endpoint of your account. Replace the start of the host with your account ID.",
      placeholder: "e.g. https://1234567-sb1.suitetalk.api.netsuite.com/services/rest/auth/oauth2/v1/token",
      pattern: {
        source: "^https://[a-z\\d-]+\\.suitetalk\\.api\\.netsuite\\.com/services/rest/auth/oauth2/v1/token$",
        hint: "Use your account ID in lowercase, with a hyphen for an underscore, and the whole path.",
      },
    },
    clientId: {
      description: "The integration record's client ID, shown once when you save the record.",
      placeholder: "e.g. 661131f7…",
    },
    scope: {
      description:
        "Enabled in the integration record, by commas: restlets, rest_webservices, suite_analytics.",
      default: "rest_webservices",
      placeholder: "rest_webservices",
      pattern: {
        source:
          "^(?:restlets|rest_webservices|suite_analytics)(?:,(?:restlets|rest_webservices|suite_analytics))*$",
        hint: "Use restlets, rest_webservices, or suite_analytics, separated by commas without spaces.",
      },
    },
    claims: { default: '{ "scope": "$scope" }' },
  },
  keyForms: "the PEM private key",
  algorithms: ["PS256", "PS384", "PS512", "ES256", "ES384", "ES512"],
  // Less than 60 minutes.
  longestLifetime: "59m",
  onlyInJwt: ["clientId", "scope"],
};
