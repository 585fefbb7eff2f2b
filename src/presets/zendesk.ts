import type { Preset } from "./preset";

export const zendesk: Preset = {
  id: "zendesk",
  label: "Zendesk (JWT Single Sign-On)",
  documentation: {
    title: "Anatomy of a JWT request",
    url: "https://support.zendesk.com/hc/en-us/articles/4408881965722",
  },
  note: "Use this preset on a request to /access/jwt. Zendesk recommends posting the token as a form field named jwt. Use the jwt.sign template function there.",
  fields: {
    key: { label: "Shared Secret", description: "From the JWT single sign-on settings in Zendesk." },
    fullName: {
      label: "Name",
      description: "The user's name.",
      placeholder: "e.g. Robin Example",
      required: true,
    },
    email: {
      description: "The user's email address.",
      placeholder: "e.g. robin@example.org",
      required: true,
    },
    expiresIn: { default: "none" },
    jwtId: { default: "uuid" },
    placement: { default: "query" },
    queryName: { default: "jwt" },
  },
  algorithms: ["HS256"],
};
