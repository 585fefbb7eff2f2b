import { createPublicKey } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { createQueryStringHash, fromMethodAndUrl } from "atlassian-jwt";
import { startAuthorizationServer } from "../test/contracts/authorization-server";
import { startDocument360 } from "../test/contracts/document360";
import { makeKeys } from "../test/support/make-keys";
import { jwt, Scene } from "../test/support/scene";
import type { Api } from "../test/support/token-server";
import { BEARER, type Outcome, observe, observeCode, observeGrant, outcome, type Row } from "./demo-rows";
import { withPublished } from "./published";

/*
 * `npm run demo`: sends requests with the real Yaak client and shows what arrived at local servers. One verifies tokens with
 * jose, one issues access tokens for them, and one issues codes like Document360. Exits with code 1 if any result is
 * unexpected.
 */

const EXPECTED: Record<string, Outcome> = {
  "/reports": outcome("workspace", "RS256", BEARER, "verified"),
  "/payments": outcome("folder", "HS256", BEARER, "verified"),
  "/refunds": outcome("folder", "HS256", BEARER, "verified"),
  "/session": outcome("request", "ES256", "cookie: session", "verified"),
  "/issues": outcome("request", "HS256", "Authorization: JWT", "verified"),
  "/orders": outcome("request", "RS256", BEARER, "access token accepted"),
  "/guide": outcome("request", "-", "query parameter: code", "code accepted"),
  "/public": outcome("No Auth", "-", "-", "rejected: no token"),
  "/broken": outcome(
    "request",
    "-",
    "-",
    "not sent: Private Key: This private key is incomplete: its BEGIN or END line is missing. Copy the whole file.",
  ),
};

const SECRET = "a shared secret of at least thirty-two bytes";

async function demo(): Promise<void> {
  const { rsa, ec } = makeDemoKeys();
  const hs256 = { algorithm: "HS256", verifyWith: new TextEncoder().encode(SECRET) };
  const rs256 = { algorithm: "RS256", verifyWith: createPublicKey(rsa) };
  const apis: Record<string, Api> = {
    "/reports": rs256,
    "/payments": hs256,
    "/refunds": hs256,
    "/session": { algorithm: "ES256", verifyWith: createPublicKey(ec), in: { cookie: "session" } },
    "/issues": {
      ...hs256,
      in: { header: "Authorization", prefix: "JWT" },
      check: ({ method, url, claims }) => {
        const request = fromMethodAndUrl(method, url.pathname + url.search);
        if (claims.qsh !== createQueryStringHash(request)) throw new Error("wrong query string hash");
      },
    },
    "/public": rs256,
    "/broken": rs256,
  };

  const authorization = await startAuthorizationServer(() => ({
    orders: { type: "jwt-bearer", issuer: "request", algorithm: "RS256", verifyWith: createPublicKey(rsa) },
  }));
  const documents = await startDocument360("project", SECRET);
  const scene = await Scene.open(apis, jwt({ algorithm: "RS256", key: rsa, issuer: "workspace" }));
  try {
    const folder = { folderId: await scene.folder(jwt({ key: SECRET, issuer: "folder" })) };
    const inCookie = {
      algorithm: "ES256",
      key: ec,
      issuer: "request",
      placement: "cookie",
      cookieName: "session",
    };
    await scene.request("/reports");
    await scene.request("/payments", {}, folder);
    await scene.request("/refunds", {}, { ...folder, method: "POST" });
    await scene.request("/session", jwt(inCookie), folder);
    // The token contains a hash of the request, which Atlassian's own library verifies.
    await scene.request("/issues", jwt({ preset: "atlassian-connect", key: SECRET, issuer: "request" }), {
      urlParameters: [{ enabled: true, name: "jql", value: "project = DEMO" }],
    });
    // The JWT is exchanged for an access token first.
    const grant = {
      flow: "jwt-bearer",
      tokenUrl: authorization.tokenUrl("orders"),
      algorithm: "RS256",
      key: rsa,
      issuer: "request",
      subject: "robin",
      audience: "$tokenUrl",
    };
    await scene.request("/orders", jwt(grant), { url: `${authorization.url}/orders/api` });
    // Nothing is signed. Instead, a code is requested for a reader.
    const reader = {
      preset: "document360",
      userName: "Robin Example",
      email: "robin@example.org",
      tokenUrl: `${documents.url}/code`,
      clientId: "project",
      clientSecret: SECRET,
    };
    await scene.request("/guide", jwt(reader), { url: `${documents.url}/authorize` });
    await scene.request("/public", { authenticationType: "none" });
    await scene.request("/broken", jwt({ algorithm: "RS256", key: rsa.slice(0, 900) }));
    await scene.sendAll();
    const rows = Object.entries(apis).map(([path, api]) =>
      observe(scene, path, api, EXPECTED[path]?.["settings from"]),
    );
    rows.splice(-2, 0, observeGrant(authorization), observeCode(documents));
    report(rows);
  } finally {
    await Promise.all([scene, authorization, documents].map((opened) => opened.close()));
  }
}

function makeDemoKeys(): { rsa: string; ec: string } {
  const folder = mkdtempSync(join(tmpdir(), "jwt-bearer-demo-"));
  makeKeys(folder);
  const [rsa = "", ec = ""] = ["rsa.pkcs1.pem", "p256.sec1.pem"].map((name) =>
    readFileSync(join(folder, name), "utf8"),
  );
  rmSync(folder, { recursive: true });
  return { rsa, ec };
}

/** Prints a row for every request, and any differences from {@link EXPECTED}. */
function report(rows: Row[]): void {
  console.table(
    Object.fromEntries(
      rows.map(({ path, seen, claims }) => [
        path,
        { ...seen, result: seen.result.split(": Private")[0], claims },
      ]),
    ),
  );
  for (const { path, seen } of rows)
    if (seen.result.startsWith("not sent")) console.log(`${path} was ${seen.result}`);

  const different = rows.filter(({ path, seen }) => !isDeepStrictEqual(seen, EXPECTED[path]));
  for (const { path, seen } of different) console.error(`${path}: expected`, EXPECTED[path], "but got", seen);
  console.log(different.length > 0 ? "\nSome checks failed." : "\nAll checks passed.");
  process.exitCode = different.length > 0 ? 1 : 0;
}

withPublished(demo).catch((error) => {
  console.error(error);
  process.exit(1);
});
