import { execFileSync } from "node:child_process";
import { createHash, createPublicKey, createSecretKey } from "node:crypto";
import { createQueryStringHash, fromMethodAndUrl } from "atlassian-jwt";
import { keyPath, publicKeyOf, SECRET } from "../support/keys";
import { GHOST_ID, GHOST_SECRET } from "../support/preset-cases";
import type { Api } from "../support/token-server";
import { aisera } from "./aisera";
import { datafor } from "./datafor";
import { accepting, afterIssue, ahead, is, matches, within } from "./rules";

/*
 * What the systems of the presets take, by their documentation. Each is told of the key that the tests use, as the real
 * system is when a key is registered with it.
 */

const secret = new TextEncoder().encode(SECRET);

/** google.aip.dev/auth/4111 */
const googleServiceAccount = (): Api => ({
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
const githubApp = (): Api => ({
  algorithm: "RS256",
  verifyWith: publicKeyOf("rsa.pkcs8.pem"),
  check: accepting({ claims: { iss: is("Iv1.0123456789abcdef"), iat: within(120), exp: ahead(600) } }),
});

/** developer.apple.com: Generating Tokens for API Requests */
const appStoreConnect = (): Api => ({
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
const apns = (): Api => ({
  algorithm: "ES256",
  verifyWith: publicKeyOf("p256.pkcs8.pem"),
  in: { header: "authorization", prefix: "bearer" },
  check: accepting({
    header: { kid: is("ABC123DEFG") },
    claims: { iss: is("DEF123GHIJ"), iat: within(3600) },
  }),
});

/** docs.snowflake.com: SQL API, authenticating; the fingerprint as its documentation has OpenSSL make it. */
function snowflake(): Api {
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

/** docs.ghost.org/admin-api: token authentication */
const ghostAdmin = (): Api => ({
  algorithm: "HS256",
  verifyWith: createSecretKey(GHOST_SECRET, "hex"),
  in: { header: "authorization", prefix: "Ghost" },
  check: accepting({
    header: { kid: is(GHOST_ID) },
    claims: { iat: within(60), exp: afterIssue(300), aud: is("/admin/") },
  }),
});

/** github.com/coinbase/cdp-sdk: JWT generation */
const coinbaseCdp = (algorithm: string, key: string): Api => ({
  algorithm,
  verifyWith: publicKeyOf(key),
  check: accepting({
    header: { kid: is("organizations/o/apiKeys/k"), nonce: matches(/^[0-9a-f]{32}$/) },
    claims: {
      iss: is("cdp"),
      sub: (value, { header }) => value === header.kid,
      aud: is(["cdp_service"]),
      uris: (value, { method, url }) =>
        JSON.stringify(value) === JSON.stringify([`${method} ${url.host}${url.pathname}`]),
      iat: within(60),
      nbf: within(60),
      exp: afterIssue(120),
    },
  }),
});

/** developer.atlassian.com: query string hash, by Atlassian's own library. */
const atlassianConnect = (): Api => ({
  algorithm: "HS256",
  verifyWith: secret,
  in: { header: "authorization", prefix: "JWT" },
  check: accepting({
    claims: {
      iss: is("com.example.app"),
      iat: within(60),
      exp: ahead(180),
      qsh: (value, { method, url }) =>
        value === createQueryStringHash(fromMethodAndUrl(method as "get", url.pathname + url.search)),
    },
  }),
});

/** developer.konghq.com: JWT plugin. Where the token is looked for is the plugin's setting. */
const kong = (place: Api["in"]): Api => ({
  algorithm: "HS256",
  verifyWith: secret,
  in: place,
  check: accepting({
    claims: { iss: is("a36c3049b36249a3c9f8891cb127243c"), iat: within(60), exp: ahead(86_400) },
  }),
});

/** support.zendesk.com 4408881965722: anatomy of a JWT request */
function zendesk(): Api {
  const used = new Set<unknown>();
  return {
    algorithm: "HS256",
    verifyWith: secret,
    in: { query: "jwt" },
    check: accepting({
      claims: {
        iat: within(180),
        jti: (value) => {
          const isNew = typeof value === "string" && !used.has(value);
          used.add(value);
          return isNew;
        },
        name: is("Robin Example"),
        email: is("robin@example.org"),
      },
    }),
  };
}

/** A digest of the certificate's DER as RFC 7515 has it in the header, by hand. */
const thumbprint = (hash: string): string => {
  const der = execFileSync("openssl", ["x509", "-in", keyPath("rsa.certificate.pem"), "-outform", "DER"]);
  return createHash(hash).update(der).digest("base64url");
};

const loginPage = {
  secret: SECRET,
  lifetime: 86_400,
  userName: "loginname",
  fullName: "name",
  email: "email",
  algorithm: "HS256",
};

/** A server for each of them, by path. */
export const contracts = (): Record<string, Api> => ({
  "/google-service-account": googleServiceAccount(),
  "/github-app": githubApp(),
  "/app-store-connect": appStoreConnect(),
  "/apns": apns(),
  "/snowflake": snowflake(),
  "/ghost-admin": ghostAdmin(),
  "/coinbase-cdp": coinbaseCdp("EdDSA", "ed25519.pkcs8.pem"),
  "/coinbase-cdp/ecdsa": coinbaseCdp("ES256", "p256.pkcs8.pem"),
  "/atlassian-connect": atlassianConnect(),
  "/kong": kong(undefined),
  "/kong/query": kong({ query: "jwt" }),
  "/kong/cookie": kong({ cookie: "session" }),
  "/zendesk": zendesk(),
  "/datafor": datafor({ ...loginPage, place: { query: "token" } }),
  "/datafor/header": datafor({ ...loginPage, place: { header: "token" } }),
  "/datafor/cookie": datafor({ ...loginPage, place: { cookie: "token" } }),
  "/datafor/mapping": datafor({
    ...loginPage,
    userName: "uid",
    email: "mail",
    place: { query: "sso" },
    lifetime: 3600,
  }),
  "/aisera": aisera({
    issuer: "https://idp.example.com",
    subject: "client",
    audience: "https://tenant.example.com",
    publicKey: publicKeyOf("rsa.pkcs8.pem"),
    thumbprints: { x5t: thumbprint("sha1"), "x5t#S256": thumbprint("sha256") },
    users: ["robin@example.com"],
  }),
});
