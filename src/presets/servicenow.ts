import type { Preset } from "./preset";

export const servicenow: Preset = {
  id: "servicenow",
  label: "ServiceNow (JWT Bearer)",
  documentation: {
    title: "Configure an OAuth JSON web token bearer grant",
    url: "https://www.servicenow.com/docs/r/zurich/platform-security/authentication/configure-an-oauth-jwt-bearer-grant.html",
  },
  note: "ServiceNow's pages disagree on the audience: the token URL, or the client ID. If your instance rejects the token URL, enter $clientId as Audience.",
  fields: {
    flow: { default: "jwt-bearer" },
    key: { description: "The private key whose certificate is in the integration's JWT verifier map." },
    keyId: { description: "The kid of the JWT verifier map, if it has one." },
    issuer: { default: "$clientId", placeholder: "same as Client ID" },
    subject: {
      label: "User",
      description: "The user to act as: the value of the integration's User Field, such as the email.",
      placeholder: "e.g. robin@example.com",
      required: true,
    },
    audience: {
      description: "The token URL, or the client ID, which you can enter as $clientId.",
      default: "$tokenUrl",
      placeholder: "same as Token URL",
    },
    expiresIn: { default: "5m" },
    jwtId: { default: "uuid" },
    tokenUrl: {
      description: "The token endpoint of your instance.",
      placeholder: "e.g. https://INSTANCE.service-now.com/oauth_token.do",
      pattern: { source: "^https://[^/]+/oauth_token\\.do$", hint: "End it with /oauth_token.do." },
    },
    clientId: {
      description: "The client ID of the inbound integration in ServiceNow.",
      placeholder: "e.g. be3aeb583ace2100…",
      required: true,
    },
    clientSecret: {
      description: "The client secret. Not needed if Public Client is selected in ServiceNow.",
    },
    clientAuthentication: { default: "body" },
  },
  algorithms: ["RS256", "RS384", "RS512", "ES256", "ES384", "ES512", "HS256", "HS384", "HS512"],
};
