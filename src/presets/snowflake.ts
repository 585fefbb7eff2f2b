import type { Preset } from "./preset";

export const snowflake: Preset = {
  id: "snowflake",
  label: "Snowflake (key pair)",
  documentation: {
    title: "Authenticating to the server: using key-pair authentication",
    url: "https://docs.snowflake.com/en/developer-guide/sql-api/authenticating",
  },
  fields: {
    algorithm: { default: "RS256" },
    key: { description: "The private key whose public half the Snowflake user has as RSA_PUBLIC_KEY." },
    subject: {
      label: "Account and user",
      description: "Account identifier, a dot and user name, all in upper case.",
      placeholder: "ACCOUNT.USER",
      required: true,
      pattern: {
        source: "^[^.\\p{Ll}]+\\.\\P{Ll}+$",
        hint: "Snowflake wants ACCOUNT.USER in upper case, and no dot in the account.",
      },
    },
    issuer: { default: "$subject.SHA256:$key.sha256", placeholder: "ACCOUNT.USER.SHA256:key's fingerprint" },
    expiresIn: { default: "1h" },
  },
  algorithms: ["RS256"],
  longestLifetime: "1h",
  headers: { "X-Snowflake-Authorization-Token-Type": "KEYPAIR_JWT" },
};
