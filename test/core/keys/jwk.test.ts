import { compactVerify } from "jose";
import { describe, expect, it } from "vitest";
import type { Values } from "../../../src/core/form/types";
import { jwk, pem, publicKeyOf, SECRET, serviceAccount } from "../../support/keys";
import { failure, type Signed, sign } from "../../support/sign";

const verifies = ({ token }: Signed, name: string) => compactVerify(token, publicKeyOf(name));
const rs256 = { algorithm: "RS256" };
const set = (...keys: object[]) => JSON.stringify({ keys });
const PUBLIC_KEY = "This is a public key, which can't sign. Use the matching private key.";
const DAMAGED = "Private Key: This JWK is damaged. Copy it again from the original.";

describe("a JWK set", () => {
  const set = () =>
    JSON.stringify({
      keys: [
        jwk("rsa.pkcs8.pem", { kid: "rsa" }),
        jwk("rsa-other.pkcs8.pem", { kid: "rsa-enc", use: "enc" }),
        jwk("p256.pkcs8.pem", { kid: "p256" }),
        jwk("p384.pkcs8.pem", { kid: "p384" }),
        { kty: "oct", k: Buffer.from(SECRET).toString("base64url"), kid: "oct" },
      ],
    });

  it.each([
    ["RS256", "rsa", "rsa.pkcs8.pem"],
    ["ES256", "p256", "p256.pkcs8.pem"],
    ["ES384", "p384", "p384.pkcs8.pem"],
  ])("signs %s with the only matching key and its kid", async (algorithm, kid, name) => {
    const signed = await sign({ algorithm, key: set() });
    await verifies(signed, name);
    expect(signed.header.kid).toBe(kid);
  });

  it("signs with the key that matches the key ID", async () => {
    const two = JSON.stringify({
      keys: [jwk("rsa.pkcs8.pem", { kid: "a" }), jwk("rsa-other.pkcs8.pem", { kid: "b" })],
    });
    const signed = await sign({ algorithm: "RS256", key: two, keyId: "b" });
    await verifies(signed, "rsa-other.pkcs8.pem");
    expect(signed.header.kid).toBe("b");
  });

  it("signs with the key of the right type if several match the key ID", async () => {
    const alike = JSON.stringify({
      keys: [jwk("rsa.pkcs8.pem", { kid: "a" }), jwk("p256.pkcs8.pem", { kid: "a" })],
    });
    await verifies(await sign({ algorithm: "ES256", key: alike, keyId: "a" }), "p256.pkcs8.pem");
  });

  it("signs with the only matching key and the entered key ID if its keys have no kid", async () => {
    const nameless = JSON.stringify({ keys: [jwk("rsa.pkcs8.pem"), jwk("p256.pkcs8.pem")] });
    const signed = await sign({ algorithm: "ES256", key: nameless, keyId: "mine" });
    await verifies(signed, "p256.pkcs8.pem");
    expect(signed.header.kid).toBe("mine");
  });

  it("signs with the only key that allows it, and ignores what is not a key", async () => {
    const key = JSON.stringify({
      keys: [
        ...[1, null, "x", []],
        jwk("rsa-other.pkcs8.pem", { key_ops: ["verify"] }),
        jwk("rsa.pkcs8.pem", { key_ops: ["sign"] }),
      ],
    });
    await verifies(await sign({ algorithm: "RS256", key }), "rsa.pkcs8.pem");
  });

  it("signs HS256 with its secret", async () => {
    const { token, header } = await sign({ algorithm: "HS256", key: set() });
    await compactVerify(token, new TextEncoder().encode(SECRET));
    expect(header.kid).toBe("oct");
  });
});

describe("the key's own kid", () => {
  const withKid = () => JSON.stringify(jwk("p256.pkcs8.pem", { kid: "own" }));

  it.each<[string, Values, unknown]>([
    ["is the default key ID", {}, "own"],
    ["is overridden by an entered key ID", { keyId: "typed" }, "typed"],
    ["is omitted if the key ID is none", { keyId: "none" }, undefined],
  ])("%s", async (_, values, kid) => {
    expect((await sign({ algorithm: "ES256", key: withKid(), ...values })).header.kid).toBe(kid);
  });

  it("can be a number, which is signed as text", async () => {
    const key = JSON.stringify(jwk("p256.pkcs8.pem", { kid: 1399593380 }));
    expect((await sign({ algorithm: "ES256", key })).header.kid).toBe("1399593380");
  });

  it.each([true, null, ["own"], {}])("is ignored if it is %j", async (kid) => {
    const key = JSON.stringify(jwk("p256.pkcs8.pem", { kid }));
    expect((await sign({ algorithm: "ES256", key })).header).toEqual({ alg: "ES256", typ: "JWT" });
  });

  it("is the private_key_id of a service account", async () => {
    const { header } = await sign({
      algorithm: "RS256",
      key: JSON.stringify(serviceAccount("rsa.pkcs8.pem")),
    });
    expect(header.kid).toBe("service-account-key");
  });
});

describe("a JWK", () => {
  const ec = (extra: object) => JSON.stringify(jwk("p256.pkcs8.pem", extra));

  it.each<[string, Values, string]>([
    [
      "that is a shared secret",
      { ...rs256, key: '{"kty":"oct","k":"c2VjcmV0"}' },
      "Private Key: This is a shared secret, but RS256 needs an RSA key. Change the algorithm to HS256, HS384, or HS512, or use another key.",
    ],
    [
      "whose type is a special name in JavaScript",
      { ...rs256, key: '{"kty":"constructor"}' },
      "Private Key: Unsupported JWK key type (kty). Use RSA, EC, OKP, AKP, or oct.",
    ],
    [
      "set with several matching keys and only one kid",
      {
        ...rs256,
        key: set(
          jwk("rsa.pkcs8.pem"),
          jwk("rsa-other.pkcs8.pem", { kid: "b" }),
          jwk("p256.pkcs8.pem", { kid: "c" }),
        ),
      },
      "Key ID: The JWK set has 2 keys that can sign with RS256. Enter the kid of one: b.",
    ],
    [
      "set with several matching keys without a kid",
      { ...rs256, key: set(jwk("rsa.pkcs8.pem"), jwk("rsa-other.pkcs8.pem")) },
      "Key ID: The JWK set has 2 keys that can sign with RS256. They have no kid, so paste only the one you want.",
    ],
    [
      "of an unknown type",
      { ...rs256, key: '{"kty":"XYZ"}' },
      "Private Key: Unsupported JWK key type (kty). Use RSA, EC, OKP, AKP, or oct.",
    ],
    [
      "without its modulus",
      { ...rs256, key: JSON.stringify(jwk("rsa.pkcs8.pem", { n: undefined })) },
      'Private Key: Incomplete JWK: "n" missing or not a string. Export it again with all its members.',
    ],
    [
      "with damaged numbers",
      { ...rs256, key: JSON.stringify(jwk("rsa.pkcs8.pem", { n: jwk("rsa-other.pkcs8.pem").n })) },
      DAMAGED,
    ],
    [
      "with the private exponent of another key",
      { ...rs256, key: JSON.stringify(jwk("rsa.pkcs8.pem", { d: "AA" })) },
      DAMAGED,
    ],
    [
      "with a public key that does not match",
      { algorithm: "ES256", key: ec({ x: jwk("p256.pkcs8.pem").y }) },
      DAMAGED,
    ],
    [
      "for Ed25519 with a public key that does not match",
      { algorithm: "EdDSA", key: JSON.stringify(jwk("ed25519.pkcs8.pem", { x: jwk("x25519.pem").x })) },
      DAMAGED,
    ],
    [
      "that is public, even if it has a member of another type of key",
      { algorithm: "ES256", key: ec({ d: undefined, p: "AQAB", k: "AQAB", priv: "AQAB" }) },
      `Private Key: ${PUBLIC_KEY}`,
    ],
    [
      "whose key_ops allow only verifying",
      { algorithm: "ES256", key: ec({ key_ops: ["verify"] }) },
      "Private Key: This JWK isn't for signing (see its use or key_ops). Use a signing key.",
    ],
    [
      "for Ed25519 with the alg of another key",
      { algorithm: "EdDSA", key: JSON.stringify(jwk("ed25519.pkcs8.pem", { alg: "ES256" })) },
      "Private Key: This JWK's alg doesn't allow EdDSA. Use another key, or remove alg from the JWK.",
    ],
    [
      "for another key with the alg of Ed25519",
      { algorithm: "ES256", key: ec({ alg: "EdDSA" }) },
      "Private Key: This JWK's alg doesn't allow ES256. Use another key, or remove alg from the JWK.",
    ],
    [
      "of another type with an alg of its own",
      { algorithm: "ES256", key: JSON.stringify(jwk("ed25519.pkcs8.pem", { alg: "EdDSA" })) },
      "Private Key: This is an Ed25519 key, but ES256 needs an EC key on curve P-256. Change the algorithm to EdDSA or Ed25519, or use another key.",
    ],
    [
      "for an unknown algorithm",
      { algorithm: "EdDSA", key: JSON.stringify(jwk("ed25519.pkcs8.pem", { alg: "Ed448" })) },
      "Private Key: This JWK's alg doesn't allow EdDSA. Use another key, or remove alg from the JWK.",
    ],
    [
      "with a prime, but without the other",
      { ...rs256, key: JSON.stringify(jwk("rsa.pkcs8.pem", { p: undefined })) },
      'Private Key: Incomplete JWK: "p" missing or not a string. Export it again with all its members.',
    ],
    [
      "with numbers that follow from its primes, but without these",
      { ...rs256, key: JSON.stringify(jwk("rsa.pkcs8.pem", { p: undefined, q: undefined })) },
      'Private Key: Incomplete JWK: "p", "q" missing or not a string. Export it again with all its members.',
    ],
    [
      "with other primes that are not a list",
      { ...rs256, key: JSON.stringify(jwk("rsa.pkcs8.pem", { oth: "x" })) },
      DAMAGED,
    ],
    [
      "with only a part of its private number",
      {
        algorithm: "ES256",
        key: ec({ x: undefined, y: undefined, d: String(jwk("p256.pkcs8.pem").d).slice(0, 40) }),
      },
      DAMAGED,
    ],
    [
      "whose number lacks a character of its base64url",
      { algorithm: "ES256", key: ec({ d: String(jwk("p256.pkcs8.pem").d).slice(0, 41) }) },
      DAMAGED,
    ],
    [
      "with a character too many in base64url",
      { ...rs256, key: JSON.stringify(jwk("rsa.pkcs8.pem", { e: "AQABA" })) },
      DAMAGED,
    ],
    [
      "on an unknown curve",
      { algorithm: "ES256", key: ec({ crv: "P-\n999" }) },
      'Private Key: This is an EC key on curve "P- 999", but ES256 needs an EC key on curve P-256. No supported algorithm can use it, so use an EC key on curve P-256.',
    ],
    [
      "with the private key of another size of ML-DSA",
      { ...rs256, key: '{"kty":"AKP","alg":"ML-DSA-\\u000044","priv":"AAAA"}' },
      'Private Key: This is a key for "ML-DSA- 44", but RS256 needs an RSA key. No supported algorithm can use it, so use an RSA key.',
    ],
    [
      "for another algorithm",
      { algorithm: "ES256", key: ec({ alg: "ES384" }) },
      "Private Key: This JWK's alg doesn't allow ES256. Choose ES384, or remove alg from the JWK.",
    ],
    [
      "for encryption",
      { algorithm: "ES256", key: ec({ use: "enc" }) },
      "Private Key: This JWK isn't for signing (see its use or key_ops). Use a signing key.",
    ],
    [
      "for other operations",
      { algorithm: "ES256", key: ec({ key_ops: ["deriveKey"] }) },
      "Private Key: This JWK isn't for signing (see its use or key_ops). Use a signing key.",
    ],
    [
      "that is unrelated JSON",
      { ...rs256, key: '{"name":"value"}' },
      "Private Key: Unknown JSON key format: no kty, keys, private_key, or privateKey. Use a JWK, a JWK set, or a Google or Coinbase key file.",
    ],
    [
      "that is invalid JSON",
      { ...rs256, key: '{"kty":"RSA"' },
      "Private Key: Invalid JSON at line 1, column 13: missing closing brace }.",
    ],
    [
      "with a duplicate member, whose name is not shown,",
      { ...rs256, key: '{"kty":"RSA","d":"a","d":"b"}' },
      "Private Key: Invalid JSON at line 1, column 22: a property is duplicated.",
    ],
    [
      "that is a service account file with a public key",
      { ...rs256, key: JSON.stringify({ private_key: pem("rsa.public.pem") }) },
      `Private Key: ${PUBLIC_KEY}`,
    ],
    [
      "set without a key that matches the key ID",
      { ...rs256, key: set(jwk("rsa.pkcs8.pem", { kid: "a" })), keyId: "b" },
      "Key ID: No key in the JWK set has this kid. Use a.",
    ],
    [
      "set with several matching keys",
      { ...rs256, key: set(jwk("rsa.pkcs8.pem", { kid: "a" }), jwk("rsa-other.pkcs8.pem", { kid: "b" })) },
      "Key ID: The JWK set has 2 keys that can sign with RS256. Enter the kid of one: a or b.",
    ],
    [
      "set without a matching key",
      { algorithm: "EdDSA", key: set(jwk("rsa.pkcs8.pem", { kid: "a" })) },
      "Private Key: No key in this JWK set can sign with EdDSA. Use a set with an Ed25519 key, including its private part.",
    ],
    [
      "set that is empty",
      { ...rs256, key: set() },
      "Private Key: No key in this JWK set can sign with RS256. Use a set with an RSA key, including its private part.",
    ],
  ])("%s is rejected", async (_, values, message) => {
    expect((await failure(values)).message).toBe(message);
  });
});

describe("a JWK signs", () => {
  it.each<[string, () => Record<string, unknown>]>([
    ["if its key_ops allow signing", () => jwk("rsa.pkcs8.pem", { key_ops: ["sign"] })],
    ["if its key_ops allow signing, too", () => jwk("rsa.pkcs8.pem", { key_ops: ["verify", "sign"] })],
    ["if its use is signatures", () => jwk("rsa.pkcs8.pem", { use: "sig", alg: "RS256" })],
    [
      "without the primes and what follows from them",
      () => {
        const { kty, n, e, d } = jwk("rsa.pkcs8.pem");
        return { kty, n, e, d };
      },
    ],
    ["without its private exponent", () => jwk("rsa.pkcs8.pem", { d: undefined })],
    [
      "with padding, and in base64",
      () => {
        const key = jwk("rsa.pkcs8.pem");
        const padded = Object.entries(key).map(([name, value]) => [
          name,
          name === "kty" ? value : Buffer.from(String(value), "base64url").toString("base64"),
        ]);
        return Object.fromEntries(padded);
      },
    ],
    [
      "with leading zeros",
      () => {
        const { n } = jwk("rsa.pkcs8.pem");
        return jwk("rsa.pkcs8.pem", {
          n: Buffer.concat([Buffer.alloc(3), Buffer.from(String(n), "base64url")]).toString("base64url"),
        });
      },
    ],
  ])("%s", async (_, key) => {
    await verifies(await sign({ ...rs256, key: JSON.stringify(key()) }), "rsa.pkcs8.pem");
  });
});
