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

describe("inspecting a token", () => {
  it("shows the header, claims, times, algorithm, and size", () => {
    const text = token({ iat: NOW_SECONDS - 720, exp: NOW_SECONDS + 60, auth_time: 1, updated_at: "x" });
    expect(look(text)).toEqual({
      summary: `HS256, ${text.length} characters`,
      problems: [
        "The auth_time claim is a time before the year 2000. Servers expect a Unix timestamp in seconds.",
        "The updated_at claim isn't a number. Servers expect a Unix timestamp in seconds and reject anything else.",
      ],
      header: '{\n  "alg": "HS256"\n}',
      claims: expect.stringContaining(`"iat": ${NOW_SECONDS - 720},\n`),
      payload: undefined,
      times: [
        "iat: 12 minutes ago (02:52:05 UTC)",
        "exp: in 1 minute (03:05:05 UTC)",
        "auth_time: 56 years ago (1970-01-01 00:00:01 UTC)",
      ],
    });
  });

  it.each<[string, string, string[]]>([
    [
      "a missing exp",
      token({}),
      ["The token has no exp claim, so it never expires. Anyone who gets it can use it indefinitely."],
    ],
    [
      "an expired token",
      token({ exp: NOW_SECONDS - 720 }),
      ["The token expired 12 minutes ago (02:52:05 UTC)."],
    ],
    [
      "an exp in milliseconds",
      token({ exp: NOW + 60_000 }),
      [
        "The exp claim looks like milliseconds. Servers read it as seconds, so the token practically never expires.",
      ],
    ],
    [
      "an exp that is a string",
      token({ exp: "5m" }),
      ["The exp claim isn't a number. Servers expect a Unix timestamp in seconds and reject anything else."],
    ],
    [
      "a token that is not valid yet",
      token({ ...valid, nbf: NOW_SECONDS + 30 }),
      ["The token isn't valid yet (nbf). It becomes valid in 30 seconds (03:04:35 UTC)."],
    ],
    [
      "a token issued in the future",
      token({ ...valid, iat: NOW_SECONDS + 30 }),
      ["The issue time (iat) is in 30 seconds (03:04:35 UTC). Servers may reject the token until then."],
    ],
    [
      "the algorithm none",
      token(valid, { alg: "none" }),
      ["The token is unsigned (algorithm none). Anyone can forge it, and servers should reject it."],
    ],
    ["a missing alg", token(valid, {}), ["The header has no alg, so servers can't verify the signature."]],
    [
      "a payload that is not a JSON object",
      `${part({ alg: "HS256" })}.${part([])}.AAAA`,
      ["This isn't a JWT: the payload isn't a JSON object with unique claim names."],
    ],
    [
      "a token that is too long",
      token({ ...valid, a: "a".repeat(9000) }),
      ["The token is over 8 kB. Many servers reject such long headers."],
    ],
  ])("reports %s", (_, text, problems) => {
    expect(look(text).problems).toEqual(problems);
  });

  it("says that the token is encrypted and shows its header", async () => {
    const text = await new EncryptJWT({ sub: "hidden" })
      .setProtectedHeader({ alg: "dir", enc: "A128CBC-HS256" })
      .encrypt(new Uint8Array(32));
    const { summary, problems, header, claims } = look(text);
    expect(summary).toContain("encrypted (JWE); only its recipient can read the claims");
    expect(header).toContain("A128CBC-HS256");
    expect([problems, claims]).toEqual([[], undefined]);
  });
});

describe("a signature", () => {
  const finding = async (text: string, values: Values) => inspectSignature(decodeToken(text), values);
  const FITS = { matches: true, text: "The signature matches the key in this form." };

  it.each(["HS256", "HS384", "HS512", "RS256", "PS384", "ES256", "ES384", "ES512", "EdDSA"])(
    "created with %s matches the key in the form",
    async (algorithm) => {
      const values = { algorithm, key: keyFor(algorithm).key };
      const { token: text } = await sign(values);
      expect(await finding(text, values)).toEqual(FITS);
      expect(await finding(text, { ...values, algorithm: "none" })).toEqual(FITS);
      expect((await finding(`${text.slice(0, -8)}AAAAAAAA`, values))?.matches).toBe(false);
    },
  );

  it("created with a public key as the secret is not reported as right", async () => {
    for (const key of [pem("rsa.public.pem"), "https://issuer.example.com/jwks.json"])
      for (const algorithm of ["HS256", "RS256"]) {
        const { token: text } = await sign({ algorithm: "HS256", key });
        const { matches, text: words } = (await finding(text, { algorithm, key })) ?? {};
        expect([matches, words]).toEqual([
          undefined,
          "Signature not checked: the secret in this form is public, so anyone could have signed the token.",
        ]);
      }
  });

  it("is checked with the token's own algorithm and kid, no matter what the form contains", async () => {
    const { token: text } = await sign({ algorithm: "PS256", key: pem("rsa.pkcs8.pem"), keyId: "b" });
    const key = JSON.stringify({
      keys: [jwk("rsa-other.pkcs8.pem", { kid: "a" }), jwk("rsa.pkcs8.pem", { kid: "b" })],
    });
    expect(await finding(text, { algorithm: "RS256", key, keyId: "a", claims: "{ broken" })).toEqual(FITS);
  });

  it("is checked with a key whose kid contains a dollar sign, which is not a placeholder there", async () => {
    const key = JSON.stringify({
      keys: [jwk("rsa-other.pkcs8.pem", { kid: "a" }), jwk("rsa.pkcs8.pem", { kid: "$issuer" })],
    });
    const values = { algorithm: "RS256", key };
    const { token: text } = await sign({ ...values, keyId: "$$issuer" });
    expect(await finding(text, values)).toEqual(FITS);
  });

  it("with the algorithm name Ed25519 matches an EdDSA key", async () => {
    const text = await new SignJWT(valid)
      .setProtectedHeader({ alg: "Ed25519" })
      .sign(jwk("ed25519.pkcs8.pem", { alg: "Ed25519" }) as never);
    expect(await finding(text, { key: pem("ed25519.pkcs8.pem") })).toEqual(FITS);
  });

  it("does not match a different key", async () => {
    const { token: text } = await sign({ key: SECRET });
    expect(await finding(text, { key: "another" })).toEqual({
      matches: false,
      text: "The signature doesn't match the key in this form.",
    });
  });

  it.each([
    [
      '{"alg":"HS256","crit":["x"],"x":1}',
      "Signature not checked with the key in this form. Token: The header requires an extension (crit) that isn't supported. Use a plain JWT.",
    ],
    [
      '{"alg":"HS256","crit":"x"}',
      "Signature not checked with the key in this form. Token: The header is invalid (RFC 7515), so servers reject it. Get a valid token.",
    ],
  ])("is not checked if the header is %s", async (header, message) => {
    const found = await finding(`${Buffer.from(header).toString("base64url")}.e30.AAAA`, { key: SECRET });
    expect(found?.matches).toBeUndefined();
    expect(found?.text).toContain(message);
  });

  it.each<[string, Values, string]>([
    ["the form has no key", {}, "Secret: Required. Paste the secret, or select a key file."],
    [
      "the key is of another type",
      { key: pem("rsa.pkcs8.pem") },
      "Secret: This is a 2048-bit RSA key, but HS256 needs a shared secret. Change the algorithm to RS256, RS384, RS512, PS256, PS384, or PS512, or use the secret.",
    ],
  ])("is not checked if %s", async (_, values, message) => {
    const { token: text } = await sign({ key: SECRET });
    expect(await finding(text, values)).toEqual({
      matches: undefined,
      text: `Signature not checked with the key in this form. ${message}`,
    });
  });

  it("is not checked for an unknown algorithm, and not mentioned for an unsigned or encrypted token", async () => {
    expect((await finding(token({}, { alg: "ES256X" }), { key: SECRET }))?.text).toBe(
      `Signature not checked: this plugin doesn't support "ES256X".`,
    );
    expect(await finding(token({}, { alg: "none" }), { key: SECRET })).toBeUndefined();
    expect(await finding(`${part({ alg: "dir" })}....`, { key: SECRET })).toBeUndefined();
  });
});
