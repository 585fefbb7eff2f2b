import type { Preset } from "./preset";

export const box: Preset = {
  id: "box",
  label: "Box (JWT)",
  documentation: {
    title: "JWT without SDKs",
    url: "https://developer.box.com/guides/authentication/jwt/without-sdk",
  },
  note: "To act as a user instead of the service account, enter the user's ID as Subject, and set box_sub_type to user under Additional Claims.",
  fields: {
    flow: { default: "jwt-bearer" },
    key: {
      label: "App Configuration File",
      description: "The whole config.json from the Developer Console, which also contains IDs and secrets.",
      placeholder: 'e.g. { "boxAppSettings": { … } }',
    },
    keyId: { required: true, inKey: true, placeholder: "publicKeyID from the file" },
    issuer: { default: "$key.clientId", placeholder: "clientID from the file" },
    subject: { default: "$key.enterpriseId", placeholder: "enterpriseID from the file" },
    audience: { default: "$tokenUrl", placeholder: "same as Token URL" },
    claims: { default: '{ "box_sub_type": "enterprise" }' },
    // At most 60 seconds after the JWT is issued, which Box takes to be now without iat.
    issuedAt: { default: "none" },
    expiresIn: { default: "45s" },
    jwtId: { default: "uuid" },
    tokenUrl: { default: "https://api.box.com/oauth2/token" },
    clientId: { default: "$issuer", placeholder: "clientID from the file" },
    clientSecret: { placeholder: "clientSecret from the file" },
    clientAuthentication: { default: "body" },
  },
  keyForms: "the whole config.json",
  algorithms: ["RS256", "RS384", "RS512"],
  longestLifetime: "60s",
  secretInKeyFor: "box.com",
};
