import type { Preset } from "./preset";

export const zendesk: Preset = {
  id: "zendesk",
  label: "Zendesk (JWT single sign-on)",
  documentation: {
    title: "Anatomy of a JWT request",
    url: "https://support.zendesk.com/hc/en-us/articles/4408881965722",
  },
  note: "For a request to /access/jwt. Zendesk takes the token as the parameter jwt, and advises to post it as a form field: fill that with the template function jwt.sign.",
  fields: {
    algorithm: { default: "HS256" },
    key: { label: "Shared secret", description: "From Zendesk's settings of JWT single sign-on." },
    fullName: {
      label: "Name",
      description: "The user's name.",
      placeholder: "Robin Example",
      required: true,
    },
    email: { description: "The user's e-mail address.", placeholder: "robin@example.org", required: true },
    expiresIn: { default: "none" },
    jwtId: { default: "uuid" },
    placement: { default: "query" },
    queryName: { default: "jwt" },
  },
  algorithms: ["HS256"],
};
