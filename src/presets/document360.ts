import type { Preset } from "./preset";

export const document360: Preset = {
  id: "document360",
  label: "Document360 (Reader Single Sign-On)",
  documentation: {
    title: "Setting up JWT SSO",
    url: "https://docs.document360.com/docs/configuring-the-jwt-sso",
  },
  note: "Use this preset on a request to the callback URL, https://PROJECT.document360.io/jwt/authorize. It sends a one-time code, not a JWT.",
  fields: { flow: { default: "document360" } },
};
