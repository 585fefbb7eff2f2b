import { createHash } from "node:crypto";
import {
  calculateJwkThumbprint,
  decodeJwt,
  decodeProtectedHeader,
  EmbeddedJWK,
  type JWK,
  jwtVerify,
} from "jose";
import { describe, expect, it } from "vitest";
import { createProof } from "../../../src/core/jwt/proof";
import { proofKeyFor, readProofKey } from "../../../src/core/jwt/proof-key";
import { refusal } from "../../support/refusal";
import { NOW, NOW_SECONDS, UUID } from "../../support/sign";

const proven = { method: "POST", url: "https://as.example.com/token", jti: UUID, now: NOW };

describe("a DPoP proof", () => {
  it("is a JWT with a public key, which jose verifies", async () => {
    const key = await proofKeyFor(undefined, undefined);
    const proof = createProof(key, proven);
    const { payload, protectedHeader } = await jwtVerify(proof, EmbeddedJWK, {
      typ: "dpop+jwt",
      currentDate: new Date(NOW),
      maxTokenAge: 60,
    });
    const { kty, crv, x, y } = JSON.parse(key.text);
    expect(protectedHeader).toEqual({ typ: "dpop+jwt", alg: "ES256", jwk: { kty, crv, x, y } });
    expect(payload).toEqual({ jti: UUID, htm: "POST", htu: proven.url, iat: NOW_SECONDS });
  });

  it("of a request has the hash of its access token, and the server's nonce", async () => {
    const key = await proofKeyFor(undefined, undefined);
    const claims = decodeJwt(createProof(key, { ...proven, accessToken: "token", nonce: "n-0~" }));
    const ath = createHash("sha256").update("token").digest("base64url");
    expect(claims).toEqual({ jti: UUID, htm: "POST", htu: proven.url, iat: NOW_SECONDS, ath, nonce: "n-0~" });
  });

  it.each([
    ["https://API.example.com:443/a/../b?x=1#y", "https://api.example.com/b"],
    ["http://localhost:8080", "http://localhost:8080/"],
    ["https://user:secret@api.example.com/a?b", "https://api.example.com/a"],
    ["https://api.example.com/ü/%7E/a b", "https://api.example.com/%C3%BC/%7E/a%20b"],
    ["https://api.example.com/a//b/", "https://api.example.com/a//b/"],
  ])("is for the URL as it is sent, without query and fragment: %s", async (url, htu) => {
    const key = await proofKeyFor(undefined, undefined);
    expect(decodeJwt(createProof(key, { ...proven, url })).htu).toBe(htu);
  });

  it.each([
    [
      "wss://api.example.com/",
      "DPoP only works with HTTP requests. Give this request its own auth without DPoP.",
    ],
    ["localhost:50051", "DPoP only works with HTTP requests. Give this request its own auth without DPoP."],
    ["", "DPoP only works with HTTP requests. Give this request its own auth without DPoP."],
    [
      `https://api.example.com/${"a".repeat(9000)}`,
      "The request's URL is too long for a proof (over 8 kB). Shorten it.",
    ],
  ])("is not made for %s", async (url, message) => {
    const key = await proofKeyFor(undefined, undefined);
    expect(await refusal(() => createProof(key, { ...proven, url }))).toEqual({ field: "dpop", message });
  });
});

describe("the key of DPoP proofs", () => {
  it.each([
    [undefined, "ES256"],
    [["RS256", "ES256"], "ES256"],
    [["ES384", "EdDSA"], "EdDSA"],
    [["Ed25519"], "Ed25519"],
    [["ES512"], "ES512"],
    [["PS256", "RS256"], "PS256"],
    [["none", "HS256", "RS256"], "RS256"],
    [["RS512"], "RS512"],
  ])("is for an algorithm that the server accepts: %j", async (accepted, alg) => {
    const key = await proofKeyFor(undefined, accepted);
    const proof = createProof(key, proven);
    const header = decodeProtectedHeader(proof);
    expect(header.alg).toBe(alg);
    for (const member of ["d", "p", "q", "dp", "dq", "qi", "k", "kid"])
      expect(header.jwk).not.toHaveProperty(member);
    await jwtVerify(proof, EmbeddedJWK, { currentDate: new Date(NOW) });
    expect(key.key.publicKey?.thumbprint).toBe(await calculateJwkThumbprint(header.jwk as JWK));
  });

  it("cannot be for a server that only accepts others", async () => {
    expect(await refusal(() => proofKeyFor(undefined, ["HS256", "XY"]))).toEqual({
      field: "dpop",
      message: "The server doesn't accept any DPoP algorithm that this plugin supports. Turn off DPoP.",
    });
  });

  it("is used again, unless the server no longer accepts it", async () => {
    const { text } = await proofKeyFor(undefined, undefined);
    expect((await proofKeyFor(text, undefined)).text).toBe(text);
    expect((await proofKeyFor(text, ["ES256"])).text).toBe(text);
    expect((await proofKeyFor(text, ["ES384"])).text).not.toBe(text);
  });

  it.each([
    undefined,
    "",
    "null",
    "{}",
    "x",
    '{ "alg": "HS256", "kty": "oct", "k": "AAAA" }',
    '{ "alg": "ES256" }',
  ])("cannot be read from %j", async (text) => {
    expect(await readProofKey(text)).toBeUndefined();
  });

  it("cannot be read if its public part is another one", async () => {
    const [a, b] = await Promise.all([proofKeyFor(undefined, undefined), proofKeyFor(undefined, undefined)]);
    const mixed = { ...JSON.parse(a.text), x: JSON.parse(b.text).x };
    expect(await readProofKey(JSON.stringify(mixed))).toBeUndefined();
  });
});
