import { EncryptJWT, SignJWT } from "jose";
import { describe, expect, it } from "vitest";
import type { Values } from "../../src/core/form/types";
import { inspect, inspectSignature } from "../../src/core/inspect";
import { decodeToken } from "../../src/core/jwt/decode";
import { jwk, keyFor, pem, SECRET } from "../support/keys";
import { NOW, NOW_SECONDS, sign } from "../support/sign";

const part = (json: unknown) => Buffer.from(JSON.stringify(json)).toString("base64url");
const token = (claims: object, header: object = { alg: "HS256" }) => `${part(header)}.${part(claims)}.AAAA`;
const look = (text: string) => inspect(decodeToken(text), NOW);
const valid = { exp: NOW_SECONDS + 60 };

describe("a token that is looked at", () => {
  it("shows its header, claims, times, algorithm and size", () => {
    const text = token({ iat: NOW_SECONDS - 720, exp: NOW_SECONDS + 60, auth_time: 1, updated_at: "x" });
    expect(look(text)).toEqual({
      summary: `HS256, ${text.length} characters`,
      problems: [],
      header: '{\n  "alg": "HS256"\n}',
      claims: expect.stringContaining(`"iat": ${NOW_SECONDS - 720},\n`),
      payload: undefined,
      times: [
        "iat 12 minutes ago, 02:52:05 UTC",
        "exp in 1 minute, 03:05:05 UTC",
        "auth_time 56 years ago, 1970-01-01 00:00:01 UTC",
      ],
    });
  });

  it.each<[string, string, string[]]>([
    [
      "no exp",
      token({}),
      ["The token has no exp claim: it never expires, and whoever gets hold of it can use it for ever."],
    ],
    [
      "expired",
      token({ exp: NOW_SECONDS - 720 }),
      ["The token has expired already: exp is 12 minutes ago, 02:52:05 UTC."],
    ],
    [
      "an exp in milliseconds",
      token({ exp: NOW + 60_000 }),
      ["The exp claim looks like milliseconds: servers read it as seconds, and so the token never expires."],
    ],
    [
      "an exp that is text",
      token({ exp: "5m" }),
      ["The exp claim is no number: servers read it as seconds since 1970, and refuse anything else."],
    ],
    [
      "not yet valid",
      token({ ...valid, nbf: NOW_SECONDS + 30 }),
      ["The token is not valid yet: nbf is in 30 seconds, 03:04:35 UTC."],
    ],
    [
      "made in the future",
      token({ ...valid, iat: NOW_SECONDS + 30 }),
      ["The token was made in the future: iat is in 30 seconds, 03:04:35 UTC. Compare the clocks."],
    ],
    [
      "none",
      token(valid, { alg: "none" }),
      ["The token is not signed (algorithm none): anyone could have made it, and servers should refuse it."],
    ],
    ["no alg", token(valid, {}), ["The header has no alg, so no server can tell how it is signed."]],
    [
      "no claims",
      `${part({ alg: "HS256" })}.${part([])}.AAAA`,
      ["What is signed is no JSON object of claims, each of them once: this is no JWT."],
    ],
    [
      "too long",
      token({ ...valid, a: "a".repeat(9000) }),
      ["The token has 11.8 kB: many servers refuse headers of more than 8 kB."],
    ],
  ])("says what is wrong: %s", (_, text, problems) => {
    expect(look(text).problems).toEqual(problems);
  });

  it("says that it is encrypted, and shows its header", async () => {
    const text = await new EncryptJWT({ sub: "hidden" })
      .setProtectedHeader({ alg: "dir", enc: "A128CBC-HS256" })
      .encrypt(new Uint8Array(32));
    const { summary, problems, header, claims } = look(text);
    expect(summary).toContain("encrypted (JWE): only whom it is for can read its claims");
    expect(header).toContain("A128CBC-HS256");
    expect([problems, claims]).toEqual([[], undefined]);
  });
});

describe("a signature", () => {
  const finding = async (text: string, values: Values) => inspectSignature(decodeToken(text), values);
  const FITS = { fits: true, text: "The signature fits the key in this form." };

  it.each(["HS256", "HS384", "HS512", "RS256", "PS384", "ES256", "ES384", "ES512", "EdDSA"])(
    "of %s fits the key in the form that made it",
    async (algorithm) => {
      const values = { algorithm, key: keyFor(algorithm).key };
      const { token: text } = await sign(values);
      expect(await finding(text, values)).toEqual(FITS);
      expect(await finding(text, { ...values, algorithm: "none" })).toEqual(FITS);
      expect((await finding(`${text.slice(0, -8)}AAAAAAAA`, values))?.fits).toBe(false);
    },
  );

  it("is tried with the token's own algorithm and kid, and whatever else stands in the form", async () => {
    const { token: text } = await sign({ algorithm: "PS256", key: pem("rsa.pkcs8.pem"), keyId: "b" });
    const key = JSON.stringify({
      keys: [jwk("rsa-other.pkcs8.pem", { kid: "a" }), jwk("rsa.pkcs8.pem", { kid: "b" })],
    });
    expect(await finding(text, { algorithm: "RS256", key, keyId: "a", claims: "{ broken" })).toEqual(FITS);
  });

  it("finds a key by a kid with a dollar sign, which refers to nothing there", async () => {
    const key = JSON.stringify({
      keys: [jwk("rsa-other.pkcs8.pem", { kid: "a" }), jwk("rsa.pkcs8.pem", { kid: "$issuer" })],
    });
    const values = { algorithm: "RS256", key };
    const { token: text } = await sign({ ...values, keyId: "$$issuer" });
    expect(await finding(text, values)).toEqual(FITS);
  });

  it("under the name Ed25519 fits the key for EdDSA", async () => {
    const text = await new SignJWT(valid)
      .setProtectedHeader({ alg: "Ed25519" })
      .sign(jwk("ed25519.pkcs8.pem", { alg: "Ed25519" }) as never);
    expect(await finding(text, { key: pem("ed25519.pkcs8.pem") })).toEqual(FITS);
  });

  it("does not fit another key", async () => {
    const { token: text } = await sign({ key: SECRET });
    expect(await finding(text, { key: "another" })).toEqual({
      fits: false,
      text: "The signature does not fit the key in this form.",
    });
  });

  it.each([
    [
      '{"alg":"HS256","crit":["x"],"x":1}',
      "Token: its header demands an extension (crit) that this plugin does not know.",
    ],
    [
      '{"alg":"HS256","crit":"x"}',
      "Token: its header is not made as RFC 7515 has it, and servers refuse it.",
    ],
  ])("is not tried where the header is %s", async (header, message) => {
    const found = await finding(`${Buffer.from(header).toString("base64url")}.e30.AAAA`, { key: SECRET });
    expect(found?.fits).toBeUndefined();
    expect(found?.text).toContain(message);
  });

  it.each<[string, Values, string]>([
    ["there is none", {}, "Secret: there is nothing here. Paste the secret, or choose a key file."],
    [
      "it is of another kind",
      { key: pem("rsa.pkcs8.pem") },
      "Secret: this is a key of a key pair, but HS256 signs with a shared secret. Choose an RS, PS, ES or EdDSA algorithm for it, or use the secret.",
    ],
  ])("is not tried with the key in the form if %s", async (_, values, message) => {
    const { token: text } = await sign({ key: SECRET });
    expect(await finding(text, values)).toEqual({
      fits: undefined,
      text: `The signature was not checked with the key in this form. ${message}`,
    });
  });

  it("is not tried for an algorithm that is not known here, and not looked for where there is none", async () => {
    expect((await finding(token({}, { alg: "ES256K" }), { key: SECRET }))?.text).toBe(
      'The signature was not checked: "ES256K" is no algorithm of this plugin.',
    );
    expect(await finding(token({}, { alg: "none" }), { key: SECRET })).toBeUndefined();
    expect(await finding(`${part({ alg: "dir" })}....`, { key: SECRET })).toBeUndefined();
  });
});
