import type { Preset } from "./preset";

export const snowflake: Preset = {
  id: "snowflake",
  label: "Snowflake (Key Pair)",
  documentation: {
    title: "Authenticating to the server: using key-pair authentication",
    url: "https://docs.snowflake.com/en/developer-guide/sql-api/authenticating",
  },
  fields: {
    key: { description: "The private key that matches the Snowflake user's RSA_PUBLIC_KEY." },
    subject: {
      label: "Account and User",
      description:
        "ACCOUNT.USER in uppercase. The account identifier is in Snowsight under View account details.",
      placeholder: "e.g. MYORG-MYACCOUNT.ALICE",
      required: true,
      pattern: {
        // A dot after the account belongs to its region, unless the user's name is an email address.
        source:
          '^(?![^.]+\\.(?:PRIVATELINK|[A-Z]+(?:-[A-Z]+)+-?\\d+|[A-Z\\d-]+\\.(?:AWS|AZURE|GCP))\\.)[A-Z\\d_-]+\\.(?:[^.@"\\p{Ll}]+|[^@\\s"\\p{Ll}]+@[^@\\s"\\p{Ll}]+)$',
        hint: "Use ACCOUNT.USER in uppercase, with no dot in the account.",
      },
    },
    issuer: { default: "$subject.SHA256:$key.sha256", placeholder: "ACCOUNT.USER.SHA256:<fingerprint>" },
    expiresIn: { default: "1h" },
  },
  keyForms: "the PEM private key",
  algorithms: ["RS256"],
  longestLifetime: "1h",
  headers: { "X-Snowflake-Authorization-Token-Type": "KEYPAIR_JWT" },
};
