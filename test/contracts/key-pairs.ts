import { execFileSync } from "node:child_process";
import { createPublicKey } from "node:crypto";
import { keyPath, publicKeyOf } from "../support/keys";
import type { Api } from "../support/token-server";
import { accepting, afterIssue, ahead, is, matches, within } from "./rules";

/* Services that verify tokens with a public key. */

/** google.aip.dev/auth/4111 */
export const googleServiceAccount = (): Api => ({
  algorithm: "RS256",
  verifyWith: publicKeyOf("rsa.pkcs8.pem"),
  check: accepting({
    header: { kid: is("service-account-key") },
    claims: {
      iss: is("robot@project.example"),
      sub: is("robot@project.example"),
      aud: (value, { url }) => value === `https://${url.host}/`,
      iat: within(60),
      exp: (value, { claims }) => value === Number(claims.iat) + 3600,
    },
  }),
});

/** docs.github.com: Generating a JSON Web Token (JWT) for a GitHub App */
export const githubApp = (): Api => ({
  algorithm: "RS256",
  verifyWith: publicKeyOf("rsa.pkcs8.pem"),
  check: accepting({ claims: { iss: is("Iv1.0123456789abcdef"), iat: within(120), exp: ahead(600) } }),
});

/** developer.apple.com: Generating Tokens for API Requests */
export const appStoreConnect = (): Api => ({
  algorithm: "ES256",
  verifyWith: publicKeyOf("p256.pkcs8.pem"),
  check: accepting({
    header: { kid: is("2X9R4HXF34") },
    claims: {
      iss: is("57246542-96fe-1a63-e053-0824d011072a"),
      iat: within(60),
      exp: ahead(1200),
      aud: is("appstoreconnect-v1"),
    },
  }),
});

/** developer.apple.com: Establishing a token-based connection to APNs */
export const apns = (): Api => ({
  algorithm: "ES256",
  verifyWith: publicKeyOf("p256.pkcs8.pem"),
  in: { header: "authorization", prefix: "bearer" },
  check: accepting({
    header: { kid: is("ABC123DEFG") },
    claims: { iss: is("DEF123GHIJ"), iat: within(3600) },
  }),
});

/** docs.snowflake.com: SQL API, authenticating. The fingerprint comes from the OpenSSL commands in its documentation. */
export function snowflake(): Api {
  const der = execFileSync(
    "openssl",
    ["rsa", "-in", keyPath("rsa.pkcs8.pem"), "-pubout", "-outform", "DER"],
    { stdio: "pipe" },
  );
  const fingerprint = execFileSync("openssl", ["dgst", "-sha256", "-binary"], { input: der }).toString(
    "base64",
  );
  const rules = accepting({
    claims: {
      iss: is(`MYORG-MYACCOUNT.ROBIN.SHA256:${fingerprint}`),
      sub: is("MYORG-MYACCOUNT.ROBIN"),
      iat: within(60),
      exp: afterIssue(3600),
    },
  });
  return {
    algorithm: "RS256",
    verifyWith: createPublicKey({ key: der, format: "der", type: "spki" }),
    check: (request) => {
      rules(request);
      if (request.headers["x-snowflake-authorization-token-type"] !== "KEYPAIR_JWT")
        throw new Error("wrong token type");
    },
  };
}

/** github.com/coinbase/cdp-sdk: JWT generation */
export const coinbaseCdp = (algorithm: string, key: string): Api => ({
  algorithm,
  verifyWith: publicKeyOf(key),
  check: accepting({
    header: { kid: is("organizations/o/apiKeys/k"), nonce: matches(/^[0-9a-f]{32}$/) },
    claims: {
      iss: is("cdp"),
      sub: (value, { header }) => value === header.kid,
      uris: (value, { method, url }) =>
        JSON.stringify(value) === JSON.stringify([`${method} ${url.host}${url.pathname}`]),
      iat: within(60),
      nbf: within(60),
      exp: afterIssue(120),
    },
    // The library sends the audience that its user wants, as a list, and none by default.
    optional: { aud: (value) => Array.isArray(value) && value.every((item) => typeof item === "string") },
  }),
});
