import { describe, expect, it } from "vitest";
import { decodeToken } from "../../../src/core/jwt/decode";
import { verify } from "../../../src/core/jwt/verify";
import { decode } from "../../../src/core/keys/raw-key";
import { jwk, publicKeyOf } from "../../support/keys";
import { failure, NOW, sign } from "../../support/sign";

const numberOf = (name: string) => Buffer.from(String(jwk(name).d), "base64url");
const publicPem = (name: string) => publicKeyOf(name).export({ type: "spki", format: "pem" }) as string;

/** The ways to write the bytes of a key as text. */
const forms: [string, (bytes: Buffer) => string][] = [
  ["hex", (bytes) => bytes.toString("hex")],
  ["uppercase hex after 0x", (bytes) => `0x${bytes.toString("hex").toUpperCase()}`],
  ["base64", (bytes) => bytes.toString("base64")],
  ["base64url", (bytes) => bytes.toString("base64url")],
  ["hex on several lines", (bytes) => bytes.toString("hex").replace(/.{20}/g, "$&\n ")],
];

describe.each([
  ["ES256", "p256.pkcs8.pem"],
  ["ES384", "p384.pkcs8.pem"],
  ["ES512", "p521.pkcs8.pem"],
  ["ES256K", "secp256k1.pem"],
  ["EdDSA", "ed25519.pkcs8.pem"],
  ["Ed25519", "ed25519.pkcs8.pem"],
])("the bare private number of a key for %s", (algorithm, name) => {
  it.each(forms)("signs in %s", async (_, write) => {
    const { token } = await sign({ algorithm, key: write(numberOf(name)) });
    await verify(decodeToken(token), { text: publicPem(name) }, {}, NOW);
  });

  it("is rejected with a byte more or less, and for RSA", async () => {
    const bytes = numberOf(name);
    const unknown = {
      field: "key",
      message:
        "Private Key: Unknown private key format. Use a PEM, a JWK, a Google or Coinbase key file, or DER in base64.",
    };
    // The first byte of DER is another one.
    for (const other of [
      Buffer.concat([Buffer.of(1), bytes]),
      Buffer.concat([Buffer.of(1), bytes.subarray(2)]),
    ])
      expect(await failure({ algorithm, key: other.toString("hex") })).toEqual(unknown);
    const first = Buffer.concat([Buffer.of(1), bytes.subarray(1)]);
    expect(await failure({ algorithm: "RS256", key: first.toString("hex") })).toEqual(unknown);
  });
});

it("a bare Ed25519 key for another algorithm is named", async () => {
  const { d, x } = jwk("ed25519.pkcs8.pem");
  const both = Buffer.concat([d, x].map((half) => Buffer.from(String(half), "base64url")));
  expect((await failure({ algorithm: "RS256", key: both.toString("hex") })).message).toBe(
    "Private Key: This is an Ed25519 key, but RS256 needs an RSA key. Change the algorithm to EdDSA or Ed25519, or use another key.",
  );
});

it.each<[string, string | undefined]>([
  ["0xab01", "ab01"],
  ["AB01", "ab01"],
  ["0XAB", "ab"],
  // Not pairs of hex digits, so base64.
  ["abc", "69b7"],
  ["ab0g", "69bd20"],
  ["x0ab", "c7469b"],
  ["-_-_", "fbffbf"],
  ["+/+/==", "fbffbf"],
  ["!AAAA", undefined],
  ["AAAA!", undefined],
  ["AA AA", undefined],
  ["AAAA===", undefined],
  ["====", undefined],
  ["", undefined],
])("the text %j is decoded to the bytes %s", (text, hex) => {
  expect(decode(text)?.toString("hex")).toBe(hex);
});
