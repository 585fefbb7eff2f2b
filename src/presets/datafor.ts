import type { Preset } from "./preset";

const TOKEN_NAME = {
  label: "Token name",
  description: "As on the JWT settings page.",
  default: "token",
};

export const datafor: Preset = {
  id: "datafor",
  label: "Datafor / Optimibi",
  documentation: { title: "the JWT settings page of your Datafor or Optimibi" },
  note: "All that is asked for here stands on that page. Where the token goes is for your installation to say: a query parameter unless you choose otherwise.",
  fields: {
    algorithm: { default: "HS256" },
    key: { label: "Secret", description: "As on the JWT settings page." },
    expiresIn: {
      label: "Lifetime",
      description: "As on the JWT settings page: in seconds, or such as 12h.",
      default: "86400",
    },
    userName: { placeholder: "admin", required: true },
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
