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

async function idOf(more: Values = {}, info: Partial<RequestInfo> = {}, now = clock.now): Promise<string> {
  let count = 0;
  const ticking = { now, randomUUID: () => `uuid-${now}-${++count}`, randomHex: clock.randomHex };
  const settings = readSettings({ ...base, ...more });
  const context = { clock: ticking, request: { ...request, ...info } };
  return tokenId(settings, (await prepare(settings, context)).key, context.request);
}

describe("the ID of a token", () => {
  it("is the same at another time, with other random values, and for a request that says the same", async () => {
    const url = "https://other.example.com/reports?page=3";
    expect(await idOf({}, { method: "POST", url }, clock.now + 60_000)).toBe(await idOf());
  });

  it("is the same wherever the token goes", async () => {
    expect(await idOf({ placement: "query", queryName: "jwt" })).toBe(await idOf());
  });

  it.each<[string, Values]>([
    ["key", { key: `${SECRET}!` }],
    ["algorithm", { algorithm: "RS256", key: pem("rsa.pkcs8.pem") }],
    ["key ID", { keyId: "k" }],
    ["key ID that is left out", { keyId: "none" }],
    ["issuer", { issuer: "me" }],
    ["lifetime", { expiresIn: "6m" }],
    ["claim", { claims: '{ "path": "$request.path", "at": "$now", "id": "$uuid", "n": 1 }' }],
    ["number as text", { claims: '{ "path": "$request.path", "at": "$now", "id": "$uuid", "n": "1" }' }],
    ["header parameter", { header: '{ "n": 1 }' }],
    ["token URL", { tokenUrl: "https://as.example.com/other" }],
    ["client", { clientId: "other" }],
    ["client secret", { clientSecret: "s" }],
    ["scope", { scope: "a" }],
    ["parameter", { tokenParameters: '{ "a": "b" }' }],
    ["flow", { flow: "client-assertion" }],
  ])("is another one for another %s", async (_, more) => {
    expect(await idOf(more)).not.toBe(await idOf());
  });

  it("is another one for each value of a request, however often the token names it", async () => {
    const claims = JSON.stringify({ urls: "$request.url ".repeat(130) });
    const url = (letter: string) => `https://api.example.com/${letter.repeat(8000)}`;
    // What is filled in has a limit, which the token itself uses up here.
    expect(await idOf({ claims }, { url: url("a") })).not.toBe(await idOf({ claims }, { url: url("b") }));
  });

  it("depends on the request by what is filled in alone", () => {
    const isBound = (more: Values) => isBoundToRequest(readSettings({ ...base, claims: "{}", ...more }));
    expect(isBound({ claims: '{ "a": [{ "b": "$request.path" }] }' })).toBe(true);
    expect(isBound({ audience: "a, $request.host" })).toBe(true);
    expect(isBound({ tokenParameters: '{ "resource": "$request.url" }' })).toBe(true);
    expect(isBound({ claims: '{ "$request.path": 1 }' })).toBe(false);
    expect(isBound({ clientSecret: "$request.path", subject: "$$request.path" })).toBe(false);
  });

  it("is another one for another value of the request that the token names", async () => {
    expect(await idOf({}, { url: "https://api.example.com/other" })).not.toBe(await idOf());
  });
});
