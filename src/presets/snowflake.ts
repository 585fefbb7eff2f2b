import type { Preset } from "./preset";

/** The words in the names of regions: an area, and the part of it. */
const AREA =
  "(?:US|CA|CANADA|MEXICO|SA|BRAZIL|EU|EUROPE|UK|FRANCE|GERMANY|ITALY|NORWAY|POLAND|SPAIN|SWEDEN|SWITZERLAND|IL|ISRAEL|ME|QATAR|UAE|AF|AFRICA|AP|ASIA|AUSTRALIA|CN|INDIA|JAPAN|KOREA)";
const SIDE = "(?:NORTH|SOUTH|EAST|WEST|CENTRAL|GOV|VIRGINIA)";

/**
 * The region of an account, which is not part of its name in a token: `US-EAST-1`, `CENTRAL-US`, `US_CENTRAL1`, `EASTUS2`,
 * `AWS_US_EAST_1`, `EAST-US-2.AZURE`, and `FHPLUS.US-GOV-WEST-1.AWS`.
 */
const REGION = [
  `(?:${SIDE}[_-]?){1,3}${AREA}(?:[_-]?${SIDE}){0,2}[_-]?\\d*`,
  `${AREA}(?:[_-]?${SIDE}){1,3}[_-]?\\d*`,
  "[A-Z]+(?:[_-][A-Z]+)+[_-]?\\d+",
  "(?:AWS|AZURE|GCP)_[A-Z\\d_]+",
  "(?:[A-Z\\d_-]+\\.){0,2}(?:AWS|AZURE|GCP)",
].join("|");
/** What else is between account and user in addresses of Snowflake. */
const OTHERS = "PRIVATELINK|GLOBAL|SNOWFLAKECOMPUTING";

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
        // Any dot after the account belongs to something else, unless the user's name is an email address.
        source: `^(?![^.]+\\.(?:(?:PUBLIC|FHPLUS|DOD)\\.)?(?:${OTHERS}|${REGION})\\.)[A-Z\\d_-]+\\.(?:[^.@"\\p{Ll}]+|[^@\\s"\\p{Ll}]+@[^@\\s"\\p{Ll}]+)$`,
        hint: "Use ACCOUNT.USER in uppercase, without the account's region, PRIVATELINK, or other dots.",
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
