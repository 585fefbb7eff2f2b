import { execFileSync } from "node:child_process";
import { createHash, createPublicKey } from "node:crypto";
import { SignJWT } from "jose";
import { beforeAll, describe, expect, it } from "vitest";
import { decodeToken } from "../../../src/core/jwt/decode";
import { checkUrl, verify } from "../../../src/core/jwt/verify";
import { base64, jwk, keyPath, OPENSSH_KEY, PUTTY_KEY, pem, publicKeyOf, SECRET } from "../../support/keys";
import { refusal } from "../../support/refusal";
import { NOW, NOW_SECONDS, sign } from "../../support/sign";

/** "verified", or the error's message. */
async function verdict(token: string, key: { text: string; encoding?: string }): Promise<string> {
  try {
    await verify(decodeToken(token), key, {}, NOW);
    return "verified";
  } catch (error) {
    return (error as Error).message;
  }
}

const hmac = (secret: string | Uint8Array, header: object = {}) =>
  new SignJWT({ sub: "admin" })
    .setProtectedHeader({ alg: "HS256", ...header })
    .setExpirationTime(NOW_SECONDS + 60)
    .sign(Buffer.from(secret));

const REFUSED =
  "The token uses HS256, which needs a shared secret, but this is a public or private key. Paste the secret.";
const NO_URL = "The token uses HS256, which needs a shared secret, and no URL has one. Paste the secret.";

const publicJwk = (name: string) => publicKeyOf(name).export({ format: "jwk" });
const bytes = (name: string, member: string) => Buffer.from(`${publicJwk(name)[member as "n"]}`, "base64url");
const inBase64 = (text: string) => Buffer.from(text).toString("base64");
const wrapped = (text: string) => text.replace(/.{20}/g, "$&\n");

const der = () => [...Buffer.from(base64("rsa.public.der"), "base64")];
const openssl = (...words: string[]) =>
  execFileSync("openssl", words, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });

/** The formats in which an RSA or EC key, or what contains it, is published. */
const PUBLIC: Record<string, () => string> = {
  "a PEM": () => pem("rsa.public.pem"),
  "a PEM with spaces instead of line breaks": () => pem("rsa.public.pem").replace(/\n/g, " "),
  "a PEM with no-break spaces": () => pem("rsa.public.pem").replace(/ /g, "\u00a0"),
  "a PEM with em dashes": () => pem("rsa.public.pem").replaceAll("-----", "—–"),
  "a PEM without its END line": () => pem("rsa.public.pem").replace(/-----END.*/, ""),
  "a PEM with literal line breaks in JSON": () => JSON.stringify({ a: pem("rsa.public.pem") }),
  "a PEM in base64": () => inBase64(pem("rsa.public.pem")),
  "a PEM in base64 with line breaks": () => wrapped(inBase64(pem("rsa.public.pem"))),
  "a PEM in base64 twice": () => inBase64(inBase64(pem("rsa.public.pem"))),
  "a PEM in hex": () => Buffer.from(pem("rsa.public.pem")).toString("hex"),
  "a percent-encoded PEM": () => encodeURIComponent(pem("rsa.public.pem")),
  "a certificate": () => pem("rsa.certificate.pem"),
  "a certificate without BEGIN and END lines": () => pem("rsa.certificate.pem").replace(/-----.*-----/g, ""),
  "a certificate in XML": () => `<X509Certificate>${base64("rsa.certificate.der")}</X509Certificate>`,
  "a private key": () => pem("p256.pkcs8.pem"),
  "an OpenSSH private key": () => OPENSSH_KEY,
  "a PuTTY key": () => PUTTY_KEY,
  "DER in base64": () => base64("rsa.public.der"),
  "DER in base64url": () => Buffer.from(base64("rsa.public.der"), "base64").toString("base64url"),
  "DER in base64 with a byte after it": () =>
    Buffer.concat([Buffer.from(base64("rsa.public.der"), "base64"), Buffer.from([0])]).toString("base64"),
  "DER in base64 after a name": () => `key = ${base64("rsa.public.der")}`,
  "DER in hex": () => Buffer.from(base64("rsa.public.der"), "base64").toString("hex"),
  "DER in hex with colons": () =>
    Buffer.from(base64("rsa.public.der"), "base64").toString("hex").replace(/..\B/g, "$&:"),
  "DER in hex with 0x": () => `0x${Buffer.from(base64("rsa.public.der"), "base64").toString("hex")}`,
  "PKCS#1 in base64": () => pem("rsa.public.pkcs1.pem").replace(/-----.*-----/g, ""),
  "an ssh-rsa line": () => `ssh-rsa ${inBase64("\0\0\0\x07ssh-rsa\0\0\0\x03\x01\0\x01")} me@host`,
  "the body of an ssh-rsa line": () => inBase64("\0\0\0\x07ssh-rsa\0\0\0\x03\x01\0\x01 and its modulus"),
  "an SSH2 public key": () =>
    `---- BEGIN SSH2 PUBLIC KEY ----\nComment: x\nAAAA\n---- END SSH2 PUBLIC KEY ----`,
  "a PGP public key": () =>
    "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmQENBF\n-----END PGP PUBLIC KEY BLOCK-----",
  "an XML key": () =>
    `<RSAKeyValue><Modulus>${bytes("rsa.pkcs8.pem", "n").toString("base64")}</Modulus><Exponent>AQAB</Exponent></RSAKeyValue>`,
  "a JWK": () => JSON.stringify(publicJwk("rsa.pkcs8.pem")),
  "a JWK with a duplicate name": () =>
    `{"kid":"a","kid":"b",${JSON.stringify(publicJwk("p256.pkcs8.pem")).slice(1)}`,
  "a JWK with text after it": () => `${JSON.stringify(publicJwk("rsa.pkcs8.pem"))} // from the issuer`,
  "a JWK in single quotes": () => JSON.stringify(publicJwk("rsa.pkcs8.pem")).replaceAll('"', "'"),
  "a JWK as YAML": () => `kty: RSA\nn: ${publicJwk("rsa.pkcs8.pem").n}\ne: AQAB`,
  "a JWK in base64": () => inBase64(JSON.stringify(publicJwk("rsa.pkcs8.pem"))),
  "a JWK set": () => JSON.stringify({ keys: [publicJwk("rsa.pkcs8.pem")] }),
  "an array of JWKs": () => JSON.stringify([publicJwk("rsa.pkcs8.pem")]),
  "a wrapped JWK set": () => JSON.stringify({ jwks: { keys: [publicJwk("rsa.pkcs8.pem")] } }),
  "only n and e": () => JSON.stringify({ n: publicJwk("rsa.pkcs8.pem").n, e: "AQAB" }),
  "only x and y": () =>
    JSON.stringify({ x: publicJwk("p256.pkcs8.pem").x, y: publicJwk("p256.pkcs8.pem").y }),
  "certificates by key ID": () => JSON.stringify({ a1b2: pem("rsa.certificate.pem") }),
  "certificates in base64 by key ID": () => JSON.stringify({ a1b2: base64("rsa.certificate.der") }),
  "a modulus in base64url": () => `${publicJwk("rsa.pkcs8.pem").n}`,
  "a modulus in base64": () => bytes("rsa-4096.pem", "n").toString("base64"),
  "a modulus in hex": () => bytes("rsa.pkcs8.pem", "n").toString("hex").toUpperCase(),
  "a modulus as OpenSSL prints it": () =>
    `Modulus=${bytes("rsa.pkcs8.pem", "n").toString("hex").toUpperCase()}\nExponent: 65537 (0x10001)`,
  "a modulus in decimal": () => BigInt(`0x${bytes("rsa.pkcs8.pem", "n").toString("hex")}`).toString(),
  "an EC point in hex": () =>
    `04${bytes("p256.pkcs8.pem", "x").toString("hex")}${bytes("p256.pkcs8.pem", "y").toString("hex")}`,
  "the coordinates of an EC point in base64": () =>
    Buffer.concat([bytes("p384.pkcs8.pem", "x"), bytes("p384.pkcs8.pem", "y")]).toString("base64"),
  "a modulus as OpenSSL prints it without the exponent": () =>
    `Modulus=${bytes("rsa.pkcs8.pem", "n").toString("hex").toUpperCase()}`,
  "an EC key as OpenSSL prints it": () => openssl("ec", "-text", "-noout", "-in", keyPath("p256.pkcs8.pem")),
  "an Ed25519 key as OpenSSL prints it": () =>
    openssl("pkey", "-text_pub", "-noout", "-in", keyPath("ed25519.pkcs8.pem")),
  "DER as a list of bytes in hex": () =>
    der()
      .map((byte) => `0x${byte.toString(16).padStart(2, "0")}`)
      .join(", "),
  "DER as a list of bytes": () => `{"type":"Buffer","data":[${der()}]}`,
  "DER in hex after a name": () => `PUBLIC_KEY=${Buffer.from(der()).toString("hex")}`,
  "DER in base64 after words": () => `the public key ${base64("rsa.public.der")}`,
  "percent-encoded DER": () =>
    der()
      .map((byte) => `%${byte.toString(16).padStart(2, "0")}`)
      .join(""),
  "a form-encoded PEM": () => new URLSearchParams({ key: pem("rsa.public.pem") }).toString(),
  "a PEM in UTF-16 in base64": () => Buffer.from(pem("rsa.public.pem"), "utf16le").toString("base64"),
  "a PEM without its first characters": () => pem("rsa.public.pem").slice(9),
  "the lines of a PEM in JSON": () => JSON.stringify(pem("rsa.public.pem").split("\n").slice(1, -2)),
  "a JWK with other quotes": () => JSON.stringify(publicJwk("p256.pkcs8.pem")).replaceAll('"', "”"),
  "a JWK in Ruby": () => '{:kty=>"EC", :crv=>"P-256"}',
  "a raw Ed25519 key with its name": () => JSON.stringify({ publicKey: publicJwk("ed25519.pkcs8.pem").x }),
  "a compressed EC point in hex": () => `02${bytes("p256.pkcs8.pem", "x").toString("hex")}`,
  "a fingerprint": () => "SHA256:uNiVztksCsDhcc0u9e8BrhfKRdYw7S4tTbHsZw7fHEI",
  "a fingerprint in hex": () => "16:27:ac:a5:76:28:2d:36:63:1b:56:4d:eb:df:a6:48",
};

describe("a token whose alg is HS256, forged with a public key as the secret,", () => {
  it.each(Object.keys(PUBLIC))("is not verified with %s", async (name) => {
    const text = PUBLIC[name]?.() ?? "";
    // What an implementation that takes it as the secret would verify, in every encoding.
    for (const encoding of ["text", "base64", "base64url", "hex"]) {
      const secret = encoding === "text" ? text.trim() : Buffer.from(text, encoding as BufferEncoding);
      expect(await verdict(await hmac(secret.length ? secret : "x"), { text, encoding })).toBe(REFUSED);
    }
  });

  it("is not verified with a public key in an oct JWK", async () => {
    for (const name of ["a PEM", "a JWK", "an ssh-rsa line"]) {
      const secret = PUBLIC[name]?.() ?? "";
      const text = JSON.stringify({ kty: "oct", k: Buffer.from(secret).toString("base64url") });
      expect(await verdict(await hmac(secret), { text, encoding: "text" })).toBe(REFUSED);
    }
    const der = createPublicKey(pem("rsa.public.pem")).export({ type: "spki", format: "der" });
    const text = JSON.stringify({ kty: "oct", k: der.toString("base64url") });
    expect(await verdict(await hmac(der), { text, encoding: "text" })).toBe(REFUSED);
  });

  it("is not verified with a key pair of a JWK set that its kid names", async () => {
    const oct = { kty: "oct", kid: "b", k: Buffer.from(SECRET).toString("base64url") };
    const keys = [{ ...publicJwk("rsa.pkcs8.pem"), kid: "a" }, oct];
    const text = JSON.stringify({ keys });
    expect(await verdict(await hmac(SECRET, { kid: "b" }), { text, encoding: "text" })).toBe("verified");
    expect(await verdict(await hmac(SECRET, { kid: "a" }), { text, encoding: "text" })).toBe(REFUSED);
    const own = JSON.stringify({ keys: [{ ...jwk("rsa.pkcs8.pem"), kid: "a" }, oct] });
    expect(await verdict(await hmac(SECRET, { kid: "a" }), { text: own, encoding: "text" })).toBe(REFUSED);
  });
});

describe("a shared secret is only ever entered by the user, so a token whose alg is HS256", () => {
  let token = "";
  beforeAll(async () => {
    token = await hmac(SECRET);
  });

  it("is not verified with what a URL returned", async () => {
    expect(await verdict(token, { text: SECRET })).toBe(NO_URL);
    const text = JSON.stringify({ kty: "oct", k: Buffer.from(SECRET).toString("base64url") });
    expect(await verdict(token, { text })).toBe(NO_URL);
    expect(await refusal(() => checkUrl(decodeToken(token)))).toEqual({
      field: "verificationKey",
      message: NO_URL,
    });
    const { token: other } = await sign({ algorithm: "ES256", key: pem("p256.pkcs8.pem") });
    checkUrl(decodeToken(other));
  });

  it.each([
    "https://issuer.example.com/jwks",
    " http://issuer.example.com",
    "HTTPS:issuer.example.com",
    "ftp://issuer.example.com/key.pem",
    "//issuer.example.com/jwks",
    "issuer.example.com/.well-known/jwks.json",
    "JWKS_URL=https://issuer.example.com/keys",
  ])("is not verified with the text of a URL, which others know, too: %s", async (text) => {
    expect(await verdict(await hmac(text.trim()), { text, encoding: "text" })).toBe(NO_URL);
  });
});

describe("a token whose alg is HS256 is verified with", () => {
  it.each<[string, string, string?]>([
    ["a word", "secret"],
    ["a passphrase", "correct horse battery staple, and begin with a key"],
    ["punctuation", "{[(\"'`<>!?=:;//**&&##"],
    ["JSON that contains no key", '{"a": 1, "n": "b", "e": [true]}'],
    ["a number", "12345678901234567890123456789012"],
    ["a path", "/run/secrets/jwt"],
    ["base64 as Laravel writes it", "base64://8AAQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA="],
    ["many quotes that are not closed", '"\\'.repeat(100_000)],
    ["a UUID", "6babcaad-604b-40ac-a9d7-9fd97c0b779f"],
    ["base64 with slashes at the start", "//8AAQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=", "base64"],
  ])("%s", async (_, text, encoding = "text") => {
    const secret = Buffer.from(text, encoding === "text" ? "utf8" : (encoding as BufferEncoding));
    expect(await verdict(await hmac(secret), { text, encoding })).toBe("verified");
  });

  it.each(["base64", "base64url", "hex", "text"])("random secrets of any length in %s", async (encoding) => {
    const form = encoding === "text" ? "base64" : (encoding as BufferEncoding);
    for (let length = 8; length < 128; length++) {
      const secret = createHash("shake256", { outputLength: length }).update(`${length}`).digest();
      const text = secret.toString(form);
      const used = encoding === "text" ? text : secret;
      expect(await verdict(await hmac(used), { text, encoding }), text).toBe("verified");
    }
  });
});

it("a token whose alg is HS256 is verified with a JWK that is only for verifying", async () => {
  const oct = { kty: "oct", k: Buffer.from(SECRET).toString("base64url"), key_ops: ["verify"] };
  for (const json of [oct, { keys: [oct] }])
    expect(await verdict(await hmac(SECRET), { text: JSON.stringify(json), encoding: "text" })).toBe(
      "verified",
    );
});

it("a secret over 256 kB is rejected", async () => {
  const text = "x".repeat(256_001);
  expect(await verdict(await hmac(SECRET), { text, encoding: "text" })).toBe(
    "Too long for a secret (over 256 kB). Paste only the secret.",
  );
});
