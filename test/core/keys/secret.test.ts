import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import type { Values } from "../../../src/core/form/types";
import { jwk, OPENSSH_KEY, PUTTY_KEY, pem } from "../../support/keys";
import { failure, sign } from "../../support/sign";

describe("a shared secret", () => {
  const bytes = Buffer.from("0123456789abcdef0123456789abcdef\u00ff\u0000", "latin1");

  it.each<[string, Values, string | Buffer]>([
    ["as text", { key: "päss phrase" }, "päss phrase"],
    ["as text with surrounding whitespace", { key: "  secret \n" }, "secret"],
    ["as text in quotes", { key: '"se\'cret"' }, "se'cret"],
    ["as text in quotes with literal backslashes", { key: '"a\\nb\\"' }, "a\\nb\\"],
    ["as text that begins with a brace", { key: "{not json" }, "{not json"],
    ["as base64", { key: bytes.toString("base64"), keyEncoding: "base64" }, bytes],
    [
      "as base64 on several lines without padding",
      {
        key: `${bytes.toString("base64").slice(0, 20)}\n${bytes.toString("base64").slice(20).replace(/=+$/, "")}`,
        keyEncoding: "base64",
      },
      bytes,
    ],
    ["as base64url", { key: bytes.toString("base64url"), keyEncoding: "base64url" }, bytes],
    ["as hex", { key: bytes.toString("hex").toUpperCase(), keyEncoding: "hex" }, bytes],
    [
      "as an oct JWK, no matter what the encoding is",
      { key: `{"kty":"oct","k":"${bytes.toString("base64url")}"}`, keyEncoding: "hex" },
      bytes,
    ],
    [
      "if it is a public key, for security tests",
      { algorithm: "HS256", key: pem("rsa.public.pem") },
      pem("rsa.public.pem").trim(),
    ],
  ])("is accepted %s", async (_, values, secret) => {
    const { token } = await sign(values);
    const signingInput = token.slice(0, token.lastIndexOf("."));
    const hexKey = Buffer.from(secret as string).toString("hex");
    const expected = execFileSync(
      "openssl",
      ["dgst", "-sha256", "-mac", "HMAC", "-macopt", `hexkey:${hexKey}`, "-binary"],
      {
        input: signingInput,
      },
    );
    expect(token.split(".")[2]).toBe(expected.toString("base64url"));
  });
});
describe("a secret", () => {
  const PRIVATE =
    "This is a 2048-bit RSA key, but HS256 needs a shared secret. Change the algorithm to RS256, RS384, RS512, PS256, PS384, or PS512, or use the secret.";
  const UNREAD =
    "This is a public or private key, but HS256 needs a shared secret. Choose an RS, PS, ES, EdDSA, or ML-DSA algorithm, or use the secret.";
  const NOTHING = "Required. Paste the secret, or select a key file.";
  const NOT_BASE64 =
    "Not valid base64. Change Secret Encoding to Text if it's plain text, or to Hex and enter the bytes that your server decodes it to.";
  const BASE64 =
    "Not valid base64. Paste the whole secret, or change Secret Encoding: base64url uses - and _ instead of + and /.";
  const BASE64URL =
    "Not valid base64url. Paste the whole secret, or change Secret Encoding: base64 uses + and / instead of - and _.";
  const HEX = "Not valid hex (pairs of 0-9 and a-f). Paste the whole secret, or change Secret Encoding.";

  it.each<[string, Values, string]>([
    ["empty", {}, NOTHING],
    ["an unset key file", { key: "", keyFile: null }, NOTHING],
    ["only quotes", { key: "''" }, NOTHING],
    [
      "an oct JWK without a value",
      { key: '{"kty":"oct","k":""}' },
      'Incomplete JWK: "k" missing or not a string. Export it again with all its members.',
    ],
    ["a private key", { key: pem("rsa.pkcs8.pem") }, PRIVATE],
    [
      "a private key on one line",
      { key: pem("p256.sec1.pem").replaceAll("\n", "\\n") },
      "This is an EC key on curve P-256, but HS256 needs a shared secret. Change the algorithm to ES256, or use the secret.",
    ],
    ["an encrypted private key", { key: pem("rsa.pkcs8.encrypted.pem") }, UNREAD],
    ["an OpenSSH key", { key: OPENSSH_KEY }, UNREAD],
    ["a PuTTY key", { key: PUTTY_KEY }, UNREAD],
    [
      "a private JWK",
      { key: JSON.stringify(jwk("ed25519.pkcs8.pem")) },
      "This is an Ed25519 key, but HS256 needs a shared secret. Change the algorithm to EdDSA or Ed25519, or use the secret.",
    ],
    [
      "a public JWK",
      { key: JSON.stringify({ kty: "EC", crv: "P-256", x: "AA", y: "AA" }) },
      "This is a public key, but HS256 needs a shared secret. Paste the secret.",
    ],
    ["a JWK of an unknown type", { key: '{"kty":"new","d":"AA"}' }, UNREAD],
    ["a service account file", { key: JSON.stringify({ private_key: pem("rsa.pkcs8.pem") }) }, PRIVATE],
    ["base64 with invalid characters", { key: "c2Vj*mV0", keyEncoding: "base64" }, NOT_BASE64],
    ["base64 with an impossible length", { key: "c2Vjc", keyEncoding: "base64" }, NOT_BASE64],
    ["base64url with the encoding base64", { key: "_-8_", keyEncoding: "base64" }, BASE64],
    ["base64 with the encoding base64url", { key: "/+8/", keyEncoding: "base64url" }, BASE64URL],
    ["hex with an odd number of digits", { key: "abc", keyEncoding: "hex" }, HEX],
    [
      "a JWK with an empty secret",
      { key: '{"kty":"oct","k":" "}' },
      "The secret in this JWK is empty. Export it again.",
    ],
    ["hex with invalid characters", { key: "0x1g", keyEncoding: "hex" }, HEX],
  ])("is rejected if it is %s", async (_, values, message) => {
    expect(await failure({ algorithm: "HS256", ...values })).toEqual({
      field: "key",
      message: `Secret: ${message}`,
    });
  });
});

describe("a key pair of a JWK set is not used as a secret", () => {
  const oct = (kid: string, more: object = {}) => ({ kty: "oct", k: "c2VjcmV0", kid, ...more });
  const rsa = (more: object = {}) => jwk("rsa.pkcs8.pem", { kid: "a", ...more });
  const UNREAD =
    "Secret: This is a public or private key, but HS256 needs a shared secret. Choose an RS, PS, ES, EdDSA, or ML-DSA algorithm, or use the secret.";

  it.each<[string, () => object[], string]>([
    ["if the key ID names it", () => [oct("b"), rsa()], UNREAD],
    ["if it has a secret of its own", () => [rsa({ k: "c2VjcmV0" }), oct("b")], UNREAD],
    [
      "if it is public",
      () => [{ kty: "RSA", n: "AQAB", e: "AQAB", k: "c2VjcmV0", kid: "a" }],
      "Secret: This is a public key, which can't sign. Use the matching private key.",
    ],
    ["if the secret with the same ID is for encryption", () => [rsa(), oct("a", { use: "enc" })], UNREAD],
  ])("%s", async (_, keys, message) => {
    const key = JSON.stringify({ keys: keys() });
    expect(await failure({ algorithm: "HS256", key, keyId: "a" })).toEqual({ field: "key", message });
  });

  it("if the secret has the same ID", async () => {
    const { token } = await sign({
      algorithm: "HS256",
      key: JSON.stringify({ keys: [rsa({ k: "AAAA" }), oct("a")] }),
      keyId: "a",
    });
    expect(token).toBe((await sign({ key: "secret", keyId: "a" })).token);
  });
});

describe("a secret after its ID", () => {
  const ghost = (key: string, more: Values = {}) => ({ preset: "ghost-admin", key, ...more });
  const ID = "5f1b2c3d4e5f6a7b8c9d0e1f";

  it.each([
    ["separated by a colon", `${ID}:a1b2`, ID],
    ["in uppercase", `${ID.toUpperCase()}:A1B2`, ID.toUpperCase()],
    ["with spaces", ` ${ID}  : a1 b2 `, ID],
  ])("is used without it if it is %s", async (_, key, kid) => {
    const { token, header } = await sign(ghost(key));
    expect(header.kid).toBe(kid);
    expect(token).toBe((await sign(ghost("a1b2", { keyId: kid }))).token);
  });

  it("is used as a whole if it has no ID, but only if the preset's service issues IDs", async () => {
    expect((await sign(ghost("a1b2", { keyId: "none" }))).header).not.toHaveProperty("kid");
    expect((await sign({ key: `${ID}:a1b2` })).header).not.toHaveProperty("kid");
  });

  it.each([
    ["is too short", `${ID.slice(1)}:a1b2`],
    ["is too long", `0${ID}:a1b2`],
    ["has other characters", `${ID.slice(1)}g:a1b2`],
    ["is after something else", `x ${ID}:a1b2`],
    ["is missing", ":a1b2"],
  ])("is rejected if the ID %s", async (_, key) => {
    expect(await failure(ghost(key))).toEqual({
      field: "key",
      message: "Admin API Key: Not an id:secret key in hex. Paste the whole key as it was issued.",
    });
  });

  it.each(["a1b", "xy", "a1:b2"])("is rejected if it is %s, whatever its encoding is", async (secret) => {
    for (const keyEncoding of ["hex", "text"])
      expect((await failure(ghost(`${ID}:${secret}`, { keyEncoding }))).message).toBe(
        "Admin API Key: Not valid hex (pairs of 0-9 and a-f). Paste the whole secret, or change Secret Encoding.",
      );
  });
});
