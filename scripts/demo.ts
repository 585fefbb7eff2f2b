import { createPublicKey } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { createQueryStringHash, fromMethodAndUrl } from "atlassian-jwt";
import { makeKeys } from "../test/support/make-keys";
import { jwt, Scene } from "../test/support/scene";
import type { Api } from "../test/support/token-server";

/*
 * `npm run demo`: sends requests with the real Yaak client and shows what arrived at a server on loopback that verifies
 * tokens with jose. Exit code 1 if anything is not as it should be.
 */

/** What came of a request. Whose settings it went out with, the issuer of its token says. */
interface Outcome {
  "settings from": string;
  algorithm: string;
  "token in": string;
  result: string;
}

const BEARER = "Authorization: Bearer";
const outcome = (from: string, algorithm: string, tokenIn: string, result: string): Outcome => ({
  "settings from": from,
  algorithm,
  "token in": tokenIn,
  result,
});

const EXPECTED: Record<string, Outcome> = {
  "/reports": outcome("workspace", "RS256", BEARER, "verified"),
  "/payments": outcome("folder", "HS256", BEARER, "verified"),
  "/refunds": outcome("folder", "HS256", BEARER, "verified"),
  "/session": outcome("request", "ES256", "cookie session", "verified"),
  "/issues": outcome("request", "HS256", "Authorization: JWT", "verified"),
  "/public": outcome("No Auth", "-", "-", "refused: no token"),
  "/broken": outcome(
    "request",
    "-",
    "-",
    "not sent: Private key: this private key is cut short: its first or last line is missing. Copy it again, from -----BEGIN to the last dashes.",
  ),
};

const SECRET = "a shared secret of at least thirty-two bytes";

async function main(): Promise<void> {
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
    // Its token holds a hash of the request, which Atlassian's own library checks.
    await scene.request("/issues", jwt({ preset: "atlassian-connect", key: SECRET, issuer: "request" }), {
      urlParameters: [{ enabled: true, name: "jql", value: "project = DEMO" }],
    });
    await scene.request("/public", { authenticationType: "none" });
    await scene.request("/broken", jwt({ algorithm: "RS256", key: rsa.slice(0, 900) }));
    await scene.sendAll();
    report(scene, apis);
  } finally {
    await scene.close();
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

/** Prints a row for every request, and what differs from {@link EXPECTED}. */
function report(scene: Scene, apis: Record<string, Api>): void {
  const rows = Object.entries(apis).map(([path, api]) => ({ path, ...observe(scene, path, api) }));
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
  for (const { path, seen } of different) console.error(`${path} should be`, EXPECTED[path], "but is", seen);
  console.log(different.length > 0 ? "\nNot all is as it should be." : "\nAll is as it should be.");
  process.exitCode = different.length > 0 ? 1 : 0;
}

function observe(scene: Scene, path: string, api: Api): { seen: Outcome; claims: string } {
  // Without a token nothing tells where the settings come from but the demo itself.
  const from = EXPECTED[path]?.["settings from"] ?? "-";
  const failure = scene.failure(path)?.replace(/^.*Plugin error: /, "");
  if (failure) {
    const arrived = scene.server.received.some((request) => request.path === path);
    return {
      seen: outcome(from, "-", "-", arrived ? "sent all the same" : `not sent: ${failure}`),
      claims: "-",
    };
  }
  const { header, claims, refused } = scene.server.at(path);
  const place = describePlace(api.in);
  const result = refused ? `refused: ${refused}` : "verified";
  const seen = outcome(claims?.iss ?? from, header?.alg ?? "-", header ? place : "-", result);
  return { seen, claims: claims ? JSON.stringify(claims) : "-" };
}

function describePlace(place: Api["in"]): string {
  if (place && "cookie" in place) return `cookie ${place.cookie}`;
  return place && "header" in place ? `${place.header}: ${place.prefix}` : BEARER;
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
