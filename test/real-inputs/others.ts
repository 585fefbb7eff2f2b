import { pem, SECRET } from "../support/keys";
import type { RealInput } from "./case";

const HINT =
  "Account and User: Use ACCOUNT.USER in uppercase, without the account's region, PRIVATELINK, or other dots.";

/** The fingerprint of the key in the issuer is not what these are about. */
const snowflake = (subject: string, ...warnings: string[]): RealInput => ({
  input: subject,
  values: { preset: "snowflake", key: pem("rsa.pkcs8.pem"), subject, issuer: "none", expiresIn: "5m" },
  gets: `RS256 ${JSON.stringify({ sub: subject })}, X-Snowflake-Authorization-Token-Type: KEYPAIR_JWT`,
  warnings,
});

const order = (header: string): RealInput => ({
  input: header,
  values: { key: SECRET, tokenType: "none", header },
  gets: `${header} {}`,
});

export const others: Record<string, RealInput[]> = {
  "an account of Snowflake": [
    snowflake("MYACCOUNT.PRIVATELINK.ROBIN", HINT),
    snowflake("XY12345.US-EAST-1.ROBIN", HINT),
    snowflake("myaccount.robin", HINT),
    snowflake("MYORG-MYACCOUNT.ROBIN"),
    snowflake("MYORG-MYACCOUNT.ROBIN@EXAMPLE.COM"),
  ],
  "a header in another order": [
    order('{"typ":"at+jwt","alg":"HS256"}'),
    order('{"kid":"a","alg":"HS256","cty":"x"}'),
    order('{"cty":"x","typ":"at+jwt","alg":"HS256"}'),
  ],
};
