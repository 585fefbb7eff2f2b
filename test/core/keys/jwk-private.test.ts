import { describe, expect, it } from "vitest";
import { decodeToken } from "../../../src/core/jwt/decode";
import { verify } from "../../../src/core/jwt/verify";
import { jwk, publicKeyOf } from "../../support/keys";
import { failure, NOW, sign } from "../../support/sign";

const DAMAGED = "This JWK is damaged. Copy it again from the original.";
const incomplete = (names: string) =>
  `Incomplete JWK: ${names} missing or not a string. Export it again with all its members.`;

const only = (name: string, ...members: string[]) =>
  Object.fromEntries(Object.entries(jwk(name)).filter(([member]) => members.includes(member)));
const text = (name: string, member: string) => String(jwk(name)[member]);
const signing = (algorithm: string, key: object) => ({ algorithm, key: JSON.stringify(key) });

const RSA = "rsa.pkcs8.pem";
const EC = "p256.pkcs8.pem";
const OKP = "ed25519.pkcs8.pem";

describe("a private JWK is refused if", () => {
  it.each([
    ["p", '"q"'],
    ["q", '"p"'],
    ["dp", '"p", "q"'],
    ["dq", '"p", "q"'],
    ["qi", '"p", "q"'],
    ["oth", '"p", "q"'],
  ])("of what follows from its primes it has only %s", async (name, missing) => {
    const key = { oth: [], ...jwk(RSA) };
    const { kty, n, e, d } = key as Record<string, unknown>;
    const some = { kty, n, e, d, [name]: key[name as "oth"] };
    expect(await failure(signing("RS256", some))).toEqual({
      field: "key",
      message: `Private Key: ${incomplete(missing)}`,
    });
  });

  it.each([
    ["dp", "dq"],
    ["dq", "dp"],
    ["qi", "dp"],
    ["p", "q"],
  ])("its %s is another number", async (name, other) => {
    expect(await failure(signing("RS256", jwk(RSA, { [name]: text(RSA, other) })))).toEqual({
      field: "key",
      message: `Private Key: ${DAMAGED}`,
    });
  });

  it.each([
    ["x", "y"],
    ["y", "x"],
  ])("its point has another %s, with or without its %s", async (half, other) => {
    for (const rest of [{}, { [other]: undefined }])
      expect(await failure(signing("ES256", jwk(EC, { [half]: text(EC, other), ...rest })))).toEqual({
        field: "key",
        message: `Private Key: ${DAMAGED}`,
      });
  });

  it.each([
    ["x25519.pem", "X25519"],
    ["ed448.pem", "Ed448"],
  ])("it is one of %s", async (name, crv) => {
    expect(await failure(signing("EdDSA", jwk(name)))).toEqual({
      field: "key",
      message: `Private Key: This is a key on curve "${crv}", but EdDSA needs an Ed25519 key. No supported algorithm can use it, so use an Ed25519 key.`,
    });
  });
});

describe("a private JWK signs with only", () => {
  /** The same number in 33 bytes. Only a number without a point must have the length of the curve. */
  const longer = () =>
    Buffer.concat([Buffer.alloc(1), Buffer.from(text(EC, "d"), "base64url")]).toString("base64url");

  it.each<[string, string, string, () => object]>([
    ["the number of an EC key", "ES256", EC, () => only(EC, "kty", "crv", "d")],
    ["the number and x", "ES256", EC, () => ({ ...only(EC, "kty", "crv", "x"), d: longer() })],
    ["the number and y", "ES256", EC, () => ({ ...only(EC, "kty", "crv", "y"), d: longer() })],
    ["the seed of an Ed25519 key", "EdDSA", OKP, () => only(OKP, "kty", "crv", "d")],
    ["the primes", "RS256", RSA, () => only(RSA, "kty", "n", "e", "p", "q")],
  ])("%s", async (_, algorithm, name, key) => {
    const { token } = await sign(signing(algorithm, key()));
    const publicKey = publicKeyOf(name).export({ format: "jwk" });
    await verify(decodeToken(token), { text: JSON.stringify(publicKey) }, {}, NOW);
  });
});
