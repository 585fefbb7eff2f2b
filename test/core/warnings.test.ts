import { describe, expect, it } from "vitest";
import type { Values } from "../../src/core/form/types";
import { preview } from "../../src/core/preview";
import { jwk, pem, SECRET } from "../support/keys";
import { filledIn } from "../support/preset-cases";
import { NOW } from "../support/sign";

const key = SECRET;
const warnings = async (values: Values, now = NOW) => (await preview(values, now)).warnings;
const ofPreset = (preset: string, more: Values = {}) => ({ preset, ...filledIn[preset]?.(), ...more });
const rsa = () => ({
  algorithm: "RS256",
  key: pem("rsa.pkcs8.pem"),
  certificate: pem("rsa.certificate.pem"),
});

const NO_EXP = "The token has no exp claim, so it never expires. Anyone who gets it can use it indefinitely.";

describe("the form warns about", () => {
  it.each<[string, () => Values, string]>([
    [
      "a secret shorter than its hash",
      () => ({ key: "a".repeat(31) }),
      "The secret is shorter than the 32 bytes that HS256 requires (RFC 7518). Short secrets can be guessed.",
    ],
    [
      "a secret that is long enough only for a shorter hash",
      () => ({ key: "a".repeat(63), algorithm: "HS512" }),
      "The secret is shorter than the 64 bytes that HS512 requires (RFC 7518). Short secrets can be guessed.",
    ],
    [
      "an unsigned token",
      () => ({ algorithm: "none" }),
      "The token is unsigned (algorithm none). Anyone can forge it, and servers should reject it.",
    ],
    ["a token that never expires", () => ({ key, expiresIn: "none" }), NO_EXP],
    ["an expired token", () => ({ key, expiresIn: "-1h" }), "The token expired 1 hour ago (02:04:05 UTC)."],
    [
      "a token that expires this second",
      () => ({ key, expiresIn: "0" }),
      "The token expired now (03:04:05 UTC).",
    ],
    [
      "an exp that is a string, as other clients sign it",
      () => ({ key, claims: '{ "exp": "5m" }' }),
      "The exp claim isn't a number. Servers expect a Unix timestamp in seconds and reject anything else.",
    ],
    [
      "a token that is not valid yet",
      () => ({ key, notBefore: "now+2d" }),
      "The token isn't valid yet (nbf). It becomes valid in 2 days (2026-01-04 03:04:05 UTC).",
    ],
    [
      "a lifetime that the preset's service rejects",
      () => ofPreset("github-app", { expiresIn: "11m" }),
      "GitHub App accepts tokens that expire within 10 minutes, but this one expires in 11 minutes (03:15:05 UTC).",
    ],
    [
      "a lifetime slightly longer than the preset's service accepts",
      () => ofPreset("github-app", { expiresIn: "620s" }),
      "GitHub App accepts tokens that expire within 10 minutes, but this one expires 20 seconds later.",
    ],
    [
      "an expired token of a preset that omits exp by default",
      () => ({ ...ofPreset("zendesk", { expiresIn: "-1h" }), placement: "header" }),
      "The token expired 1 hour ago (02:04:05 UTC).",
    ],
    [
      "an algorithm that the preset's service rejects",
      () => ofPreset("github-app", { algorithm: "PS256" }),
      "GitHub App accepts RS256, not PS256.",
    ],
    [
      "a value that does not match the service's format",
      () => ofPreset("snowflake", { subject: "myorg-myaccount.robin" }),
      "Account and User: Use ACCOUNT.USER in uppercase, without the account's region, PRIVATELINK, or other dots.",
    ],
    [
      "a field that additional claims override",
      () => ({ key, issuer: "me", claims: '{ "iss": "them" }' }),
      'Issuer is ignored because Additional Claims sets "iss".',
    ],
    [
      "a field that additional header parameters override",
      () => ({ key, keyId: "k1", header: '{ "kid": "k2" }' }),
      'Key ID is ignored because Additional Header Parameters sets "kid".',
    ],
    [
      "a certificate that additional header parameters override",
      () => ({ ...rsa(), header: '{ "x5t#S256": "x" }' }),
      'Certificate is ignored because Additional Header Parameters sets "x5t#S256".',
    ],
    [
      "a token ID that additional claims override",
      () => ({ key, jwtId: "uuid", claims: '{ "jti": "1" }' }),
      'JWT ID is ignored because Additional Claims sets "jti".',
    ],
    [
      "a different alg in the header",
      () => ({ key, header: '{ "alg": "none" }' }),
      'The "alg" in Additional Header Parameters is ignored. The token is signed with HS256.',
    ],
    [
      "a token in the URL",
      () => ({ key, placement: "query" }),
      "The token is sent in the URL, which servers and proxies often log. A redirect can pass it on to another host.",
    ],
    [
      "a token that is too long for many servers",
      () => ({ key, claims: JSON.stringify({ a: "x".repeat(7000) }) }),
      "The token is over 8 kB. Many servers reject such long headers.",
    ],
  ])("%s", async (_, values, warning) => {
    expect(await warnings(values())).toContain(warning);
  });

  it("a certificate that has expired or is not valid yet", async () => {
    const day = 24 * 60 * 60 * 1000;
    const expired = await warnings(rsa(), Date.now() + 3 * day);
    expect(expired).toEqual([
      expect.stringMatching(/^The certificate expired [12] days? ago \(\d{4}-\d\d-\d\d [\d:]+ UTC\)\.$/),
    ]);
    const early = await warnings(rsa(), Date.now() - 2 * day);
    expect(early).toEqual([
      expect.stringMatching(
        /^The certificate isn't valid yet. It becomes valid in [12] days? \(\d{4}-\d\d-\d\d [\d:]+ UTC\)\.$/,
      ),
    ]);
    expect(await warnings(rsa(), Date.now())).toEqual([]);
  });

  it("several problems at once, in one sentence each", async () => {
    expect(await warnings({ key: "short", expiresIn: "none", placement: "query" })).toHaveLength(3);
  });

  it("problems that can be detected without the key", async () => {
    expect(await warnings({ expiresIn: "none" })).toEqual([NO_EXP]);
  });
});

describe("the form does not warn about", () => {
  it.each<[string, () => Values]>([
    ["a form with only a valid secret", () => ({ key })],
    ["a secret as long as its hash", () => ({ key: "a".repeat(32) })],
    [
      "a long enough secret in a JWK",
      () => ({ key: JSON.stringify({ kty: "oct", k: Buffer.alloc(32).toString("base64url") }) }),
    ],
    ["a private key", () => ({ algorithm: "ES256", key: JSON.stringify(jwk("p256.pkcs8.pem")) })],
    ["an nbf of now", () => ({ key, notBefore: "now" })],
    ["a default value that the JSON replaces", () => ({ key, claims: '{ "exp": 1798000000 }' })],
    [
      "an omitted field that the JSON sets",
      () => ({ key, issuer: "none", jwtId: "none", claims: '{ "iss": "a", "jti": "1" }' }),
    ],
    ["a hidden certificate", () => ({ key, certificate: {}, header: '{ "x5t": "x" }' })],
    ["the same alg in the header", () => ({ key, header: '{ "alg": "HS256" }' })],
    [
      "an omitted certificate if the JSON sets x5c",
      () => ({ ...rsa(), certificate: "none", header: '{ "x5c": [] }' }),
    ],
    ["a preset whose tokens have no exp", () => ofPreset("apns")],
    ["a lifetime at the limit", () => ofPreset("github-app", { expiresIn: "10m" })],
    [
      "either algorithm of a service that accepts two",
      () => ({ ...ofPreset("coinbase-cdp"), algorithm: "ES256", key: pem("p256.sec1.pem") }),
    ],
    [
      "the usual prefix in the Proxy-Authorization header",
      () => ({ key, headerName: "Proxy-Authorization" }),
    ],
    ["any algorithm if the service accepts all of them", () => ofPreset("kong", { algorithm: "HS512" })],
  ])("%s", async (_, values) => {
    expect(await warnings(values())).toEqual([]);
  });
});
