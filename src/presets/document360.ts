import type { Preset } from "./preset";

export const document360: Preset = {
  id: "document360",
  label: "Document360 (reader single sign-on)",
  documentation: {
    title: "Setting up JWT SSO",
    url: "https://docs.document360.com/docs/configuring-the-jwt-sso",
  },
  note: "For a request to the callback URL, https://PROJECT.document360.io/jwt/authorize. Nothing is signed, and a code works once.",
  fields: { flow: { default: "document360" } },
};
