import { describe, expect, it } from "vitest";
import type { Values } from "../../../src/core/form/types";
import { readSettings } from "../../../src/core/settings/settings";
import { prepare } from "../../../src/core/token/prepare";
import type { RequestInfo } from "../../../src/core/token/request-values";
import { isBoundToRequest, tokenId } from "../../../src/core/token/token-id";
import { pem, SECRET } from "../../support/keys";
import { clock, request } from "../../support/sign";

const base: Values = {
  flow: "jwt-bearer",
  key: SECRET,
  tokenUrl: "https://as.example.com/token",
  clientId: "client",
  claims: '{ "path": "$request.path", "at": "$now", "id": "$uuid" }',
};

async function idOf(
  more: Values = {},
  info: Partial<RequestInfo> = {},
  now = clock.now,
  holder = "workspace",
): Promise<string> {
  let count = 0;
  const ticking = {
    now,
    time: () => now,
    randomUUID: () => `uuid-${now}-${++count}`,
    randomHex: clock.randomHex,
  };
  const settings = readSettings({ ...base, ...more });
  const context = { clock: ticking, request: { ...request, ...info } };
  return tokenId(settings, (await prepare(settings, context)).key, context.request, holder);
}

describe("the ID of a token", () => {
  it("is the same at another time, with other random values, and for a request with the same placeholder values", async () => {
    const url = "https://other.example.com/reports?page=3";
    expect(await idOf({}, { method: "POST", url }, clock.now + 60_000)).toBe(await idOf());
  });

  it("is another one for the same settings of another workspace, folder, or request", async () => {
    expect(await idOf({}, {}, clock.now, "other")).not.toBe(await idOf());
  });

  it("is the same wherever the token is sent", async () => {
    expect(await idOf({ placement: "query", queryName: "jwt" })).toBe(await idOf());
  });

  it.each<[string, Values]>([
    ["key", { key: `${SECRET}!` }],
    ["algorithm", { algorithm: "RS256", key: pem("rsa.pkcs8.pem") }],
    ["key ID", { keyId: "k" }],
    ["omission of the key ID", { keyId: "none" }],
    ["issuer", { issuer: "me" }],
    ["lifetime", { expiresIn: "6m" }],
    ["claims", { claims: '{ "path": "$request.path", "at": "$now", "id": "$uuid", "n": 1 }' }],
    ["type of a claim", { claims: '{ "path": "$request.path", "at": "$now", "id": "$uuid", "n": "1" }' }],
    ["header parameters", { header: '{ "n": 1 }' }],
    ["token URL", { tokenUrl: "https://as.example.com/other" }],
    ["client ID", { clientId: "other" }],
    ["client secret", { clientSecret: "s" }],
    ["scope", { scope: "a" }],
    ["additional parameters", { tokenParameters: '{ "a": "b" }' }],
    ["flow", { flow: "client-assertion" }],
  ])("depends on the %s", async (_, more) => {
    expect(await idOf(more)).not.toBe(await idOf());
  });

  it("is different for each request value, no matter how often the token uses it", async () => {
    const claims = JSON.stringify({ urls: "$request.url ".repeat(130) });
    const url = (letter: string) => `https://api.example.com/${letter.repeat(8000)}`;
    // The length of replaced placeholders is limited, and the token itself uses up the limit here.
    expect(await idOf({ claims }, { url: url("a") })).not.toBe(await idOf({ claims }, { url: url("b") }));
  });

  it.each([
    ["$request.pathWithQuery", { url: "https://api.example.com/reports?page=3" }],
    ["$request.query.sha512.base64", { url: "https://api.example.com/reports?page=3" }],
    ["$request.body.sha384", { body: "b" }],
    ["$request.body.sha256.base64url", { body: "b" }],
  ])("depends on %s", async (name, other) => {
    const claims = JSON.stringify({ a: name });
    const before = await idOf({ claims }, { body: "a" });
    expect(await idOf({ claims }, { body: "a" })).toBe(before);
    expect(await idOf({ claims }, { body: "a", ...other })).not.toBe(before);
  });

  it("depends on the request only if the token contains its values", () => {
    const isBound = (more: Values) => isBoundToRequest(readSettings({ ...base, claims: "{}", ...more }));
    expect(isBound({ claims: '{ "a": [{ "b": "$request.path" }] }' })).toBe(true);
    expect(isBound({ audience: "a, $request.host" })).toBe(true);
    expect(isBound({ tokenParameters: '{ "resource": "$request.url" }' })).toBe(true);
    expect(isBound({ claims: '{ "$request.path": 1 }' })).toBe(false);
    expect(isBound({ clientSecret: "$request.path", subject: "$$request.path" })).toBe(false);
  });

  it("is different for another value of a request placeholder in the token", async () => {
    expect(await idOf({}, { url: "https://api.example.com/other" })).not.toBe(await idOf());
  });
});
