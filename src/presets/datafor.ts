import type { Preset } from "./preset";

const TOKEN_NAME = {
  label: "Token Name",
  description: "From the JWT settings page.",
  default: "token",
};

export const datafor: Preset = {
  id: "datafor",
  label: "Datafor / Optimibi",
  documentation: { title: "the JWT settings page in Datafor or Optimibi" },
  note: "That page shows the secret, the token name, and the lifetime. The token is sent as a query parameter. Change this if your installation expects it elsewhere.",
  fields: {
    key: { label: "Secret", description: "From the JWT settings page." },
    expiresIn: {
      label: "Lifetime",
      description: "From the JWT settings page, in seconds or as a duration such as 12h.",
      default: "86400",
    },
    userName: {
      description: "The username of an account in Datafor or Optimibi.",
      placeholder: "e.g. admin",
      required: true,
    },
    userNameClaim: {},
    fullName: {},
    fullNameClaim: {},
    email: {},
    emailClaim: {},
    placement: { default: "query" },
    queryName: TOKEN_NAME,
    headerName: TOKEN_NAME,
    headerPrefix: { default: "none" },
    cookieName: TOKEN_NAME,
  },
  algorithms: ["HS256"],
};
