import { randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Values } from "../../../src/core/form/types";
import {
  base64,
  HAS_ML_DSA,
  jwk,
  keyFor,
  keyPath,
  OPENSSH_KEY,
  PASSPHRASE,
  PUTTY_KEY,
  pem,
  SECRET,
  serviceAccount,
} from "../../support/keys";
import { coinbaseKey } from "../../support/preset-cases";
import { failure, sign } from "../../support/sign";

const json = (name: string, extra: object = {}) => JSON.stringify(jwk(name, extra));
const secretJwk = (extra: object = {}) => JSON.stringify({ kty: "oct", k: "c2VjcmV0", ...extra });
const set = (...keys: string[]) => `{"keys":[${keys.join()}]}`;
const twice = (text: string) => Buffer.from(Buffer.from(text).toString("base64")).toString("base64");

/** The output of `openssl rand -base64`, which has lines of 64 characters, as a PEM does. */
const openssl = (bytes: number) =>
  Buffer.alloc(bytes, "0123456789").toString("base64").replace(/.{64}/g, "$&\n");

/** Text as Windows writes it. */
function utf16(text: string, isBigEndian = false): Buffer {
  const bytes = Buffer.from(text, "utf16le");
  return isBigEndian ? Buffer.concat([Buffer.from([0xfe, 0xff]), bytes.swap16()]) : bytes;
}

/** A binary key file. */
const fileOf = (name: string, bytes: Uint8Array) => {
  const path = keyPath(name);
  writeFileSync(path, bytes);
  return path;
};

describe("with auto, the algorithm follows the key:", () => {
  it.each<[string, () => Values, string]>([
    ["a secret", () => ({ key: SECRET }), "HS256"],
    ["a secret that begins like base64 of a key", () => ({ key: "MASTER-KEY-of-the-house" }), "HS256"],
    ["a secret in a brace", () => ({ key: "{not json" }), "HS256"],
    ["a secret with dots", () => ({ key: "correct.horse.battery" }), "HS256"],
    [
      "64 random bytes in base64",
      () => ({ key: Buffer.alloc(64, "0123456789").toString("base64") }),
      "HS256",
    ],
    ["what OpenSSL writes for 64 bytes", () => ({ key: openssl(64) }), "HS256"],
    ["what OpenSSL writes for 256 bytes", () => ({ key: openssl(250) }), "HS256"],
    ["a word with a dollar sign", () => ({ key: "$ECRETPASSWORD" }), "HS256"],
    ["a passphrase", () => ({ key: "fingerprint battery modulus begin monkey key" }), "HS256"],
    ["32 bytes in hex", () => ({ key: "0123456789abcdef".repeat(4), keyEncoding: "hex" }), "HS256"],
    ["a secret in base64", () => ({ key: "c2VjcmV0", keyEncoding: "base64" }), "HS256"],
    ["a binary file", () => ({ keyFile: fileOf("auto.bin", Buffer.alloc(32, 0xfa)) }), "HS256"],
    ["a secret JWK", () => ({ key: secretJwk() }), "HS256"],
    ["a secret JWK with an alg", () => ({ key: secretJwk({ alg: "HS512" }) }), "HS512"],
    ["PKCS#8", () => ({ key: pem("rsa.pkcs8.pem") }), "RS256"],
    ["PKCS#1", () => ({ key: pem("rsa.pkcs1.pem") }), "RS256"],
    ["PKCS#1 on one line", () => ({ key: pem("rsa.pkcs1.pem").replaceAll("\n", "\\n") }), "RS256"],
    ["DER in base64", () => ({ key: base64("rsa.pkcs8.der") }), "RS256"],
    ["DER in a file", () => ({ keyFile: keyPath("rsa.pkcs1.der") }), "RS256"],
    ["an encrypted key", () => ({ key: pem("rsa.pkcs8.encrypted.pem"), passphrase: PASSPHRASE }), "RS256"],
    ["an RSA-PSS key", () => ({ key: pem("rsa-pss.pem") }), "PS256"],
    ["P-256", () => ({ key: pem("p256.sec1.pem") }), "ES256"],
    ["P-384", () => ({ key: pem("p384.pkcs8.pem") }), "ES384"],
    ["P-521", () => ({ key: pem("p521.pkcs8.pem") }), "ES512"],
    ["secp256k1", () => ({ key: pem("secp256k1.pem") }), "ES256K"],
    ["Ed25519", () => ({ key: pem("ed25519.pkcs8.pem") }), "EdDSA"],
    ["Ed25519 in 64 bytes", () => ({ key: coinbaseKey("ed25519.pkcs8.pem") }), "EdDSA"],
    ["a JWK", () => ({ key: json("p384.pkcs8.pem") }), "ES384"],
    ["a JWK with an alg", () => ({ key: json("rsa.pkcs8.pem", { alg: "PS384" }) }), "PS384"],
    ["a JWK by its curve", () => ({ key: json("ed25519.pkcs8.pem", { alg: "Ed25519" }) }), "Ed25519"],
    ["a set", () => ({ key: set(json("p256.pkcs8.pem"), json("rsa.pkcs8.pem", { use: "enc" })) }), "ES256"],
    [
      "a set and a key ID",
      () => ({ key: set(json("p256.pkcs8.pem"), secretJwk({ kid: "s", alg: "HS384" })), keyId: "s" }),
      "HS384",
    ],
    ["a Google key file", () => ({ key: JSON.stringify(serviceAccount("rsa.pkcs8.pem")) }), "RS256"],
  ])("%s", async (_, values, alg) => {
    const { header, token } = await sign(values());
    expect(header.alg).toBe(alg);
    const signature = (signed: string) => signed.slice(signed.lastIndexOf("."));
    // What does not change from one signature to the next is the same as with the selected algorithm.
    if (/^(?:HS|RS|EdDSA)/.test(alg))
      expect(signature(token)).toBe(signature((await sign({ ...values(), algorithm: alg })).token));
  });

  it.runIf(HAS_ML_DSA).each(["ML-DSA-44", "ML-DSA-65", "ML-DSA-87"])("%s", async (alg) => {
    expect((await sign({ key: keyFor(alg).key })).header.alg).toBe(alg);
  });

  it.each<[string, () => Values, string]>([
    ["coinbase-cdp", () => ({ key: pem("p256.pkcs8.pem"), keyId: "k" }), "ES256"],
    ["coinbase-cdp", () => ({ key: randomBytes(32).toString("base64"), keyId: "k" }), "EdDSA"],
    ["entra-certificate", () => ({ key: pem("rsa.pkcs8.pem"), flow: "jwt", certificate: "none" }), "PS256"],
    ["kong", () => ({ key: pem("p384.pkcs8.pem"), issuer: "i" }), "ES384"],
    ["kong", () => ({ key: SECRET, issuer: "i" }), "HS256"],
  ])("within what the service of the preset %s accepts (%#)", async (preset, values, alg) => {
    expect((await sign({ preset, ...values() })).header.alg).toBe(alg);
  });

  it("keeps the keys of services apart, whose errors differ", async () => {
    const key = pem("p256.pkcs8.pem");
    for (const preset of ["github-app", "docusign"])
      expect((await failure({ preset, key })).message).toContain(
        preset === "docusign" ? "DocuSign" : "GitHub App",
      );
  });

  it("does not name an alg that the key cannot have, or that signs nothing", async () => {
    for (const alg of ["none", "HS256", "RSA-OAEP"])
      expect((await failure({ key: json("rsa.pkcs8.pem", { alg }) })).message).toContain(
        "This JWK's alg doesn't allow signing. Use another key, or remove alg from the JWK.",
      );
  });

  it("ignores a certificate and a passphrase beside a secret, which the form hides", async () => {
    const { header } = await sign({ key: SECRET, certificate: "damaged", passphrase: "x" });
    expect(header).toEqual({ alg: "HS256", typ: "JWT" });
  });
});

describe("with auto, what is not a private key does not become a secret:", () => {
  const PUBLIC = "part of a key or a public key, not a secret.";

  it.each<[string, () => Values, string]>([
    ["nothing", () => ({}), "Required. Paste a secret or private key, or select a key file."],
    ["a public key", () => ({ key: pem("rsa.public.pem") }), "This is a public key"],
    [
      "a public key on one line",
      () => ({ key: pem("rsa.public.pem").replaceAll("\n", " ") }),
      "This is a public key",
    ],
    ["a public key in DER", () => ({ key: base64("rsa.public.der") }), "This is a public key"],
    ["a public key in a file", () => ({ keyFile: keyPath("rsa.public.der") }), "This is a public key"],
    ["a public JWK", () => ({ key: '{"kty":"EC","crv":"P-256","x":"AA","y":"AA"}' }), "This is a public key"],
    [
      "an SSH key",
      () => ({ key: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAbc robin@host" }),
      "This is a public key",
    ],
    ["a certificate", () => ({ key: pem("rsa.certificate.pem") }), "This is a certificate"],
    ["a request", () => ({ key: pem("rsa.request.pem") }), "This is a certificate request"],
    ["an OpenSSH key", () => ({ key: OPENSSH_KEY }), "This is a private key in OpenSSH format"],
    ["a PuTTY key", () => ({ key: PUTTY_KEY }), "This is a private key in PuTTY format"],
    [
      "a key cut at its end",
      () => ({ key: pem("rsa.pkcs1.pem").slice(0, 900) }),
      "This private key is incomplete",
    ],
    [
      "a key cut at its start",
      () => ({ key: pem("rsa.pkcs1.pem").slice(40) }),
      "This private key is incomplete",
    ],
    ["the lines of a key", () => ({ key: pem("rsa.pkcs1.pem").split("\n").slice(3, -2).join("\n") }), PUBLIC],
    [
      "the lines of a key from the middle of one",
      () => ({ key: pem("rsa.pkcs1.pem").slice(300, 900).trim().replaceAll("\n", " ") }),
      PUBLIC,
    ],
    ["the start of DER", () => ({ key: base64("rsa.pkcs8.der").slice(0, 300) }), "This key is incomplete"],
    [
      "the start of an EC key",
      () => ({ key: base64("p256.sec1.der").slice(0, 60) }),
      "This key is incomplete",
    ],
    [
      "the start of DER in a file",
      () => ({ keyFile: fileOf("cut.der", readFileSync(keyPath("p256.sec1.der")).subarray(0, 50)) }),
      "This key is incomplete",
    ],
    [
      "a damaged key",
      () => ({ key: pem("rsa.pkcs8.pem").replace(/\nMII/, "\n?II") }),
      "This private key contains invalid",
    ],
    ["a JWK without its end", () => ({ key: json("rsa.pkcs8.pem").slice(0, -9) }), "Invalid JSON"],
    [
      "another JSON file",
      () => ({ key: '{ "installed": { "client_id": "x" } }' }),
      "This is a Google OAuth client file, which has no private key",
    ],
    ["a fingerprint", () => ({ key: "SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU" }), "a fingerprint"],
    ["a URL", () => ({ key: "https://issuer.example.com/.well-known/jwks.json" }), "a URL"],
    ["a path", () => ({ key: "/home/robin/keys/jwt.pem" }), "This is a file path"],
    ["a path in the home folder", () => ({ key: "~/.ssh/id_rsa" }), "a file path"],
    ["a path on Windows", () => ({ key: "C:\\keys\\private" }), "a file path"],
    [
      "a public key in UTF-16",
      () => ({ keyFile: fileOf("utf16be", utf16(pem("rsa.public.pem"), true)) }),
      "This is a public key",
    ],
    [
      "a public key in UTF-16 without its mark",
      () => ({ keyFile: fileOf("utf16le", utf16(pem("rsa.public.pem"))) }),
      "This is a public key",
    ],
    [
      "a certificate after a line break",
      () => ({
        keyFile: fileOf(
          "cert-n.der",
          Buffer.concat([Buffer.from("\n"), readFileSync(keyPath("rsa.certificate.der"))]),
        ),
      }),
      PUBLIC,
    ],
    [
      "a key with a wrong character",
      () => ({ key: base64("rsa.pkcs1.der").replace(/(?<=^.{19})./, "?") }),
      PUBLIC,
    ],
    [
      "a PGP key",
      () => ({
        keyFile: fileOf(
          "pgp",
          Buffer.concat([Buffer.from("9501d80465000000010400", "hex"), Buffer.alloc(100, 0x5a)]),
        ),
      }),
      "a keystore",
    ],
    [
      "a key blob of Windows",
      () => ({ keyFile: fileOf("blob", Buffer.from("0602000000a400005253413100080000", "hex")) }),
      "a key",
    ],
    ["a whole file", () => ({ key: "x".repeat(16_001) }), "a whole file"],
    [
      "a token with its header's name",
      () => ({ key: "Authorization: Bearer eyJhbGciOiJIUzI1NiJ9.e30.c2ln" }),
      "a token",
    ],
    [
      "a token whose header has white space",
      () => ({ key: `${Buffer.from('{ "alg": "none" }').toString("base64url")}.e30.` }),
      "a token",
    ],
    ["part of a variable", () => ({ key: "prefix-{{secret" }), "a variable without a value"],
    ["a word for nothing", () => ({ key: "undefined" }), "a variable without a value"],
    ["a mask", () => ({ key: "********" }), "a variable without a value"],
    [
      "an environment variable in code",
      () => ({ key: "process.env.JWT_SECRET" }),
      "a variable without a value",
    ],
    ["the name of a file", () => ({ key: "private.pem" }), "a file path"],
    ["the name of an SSH key", () => ({ key: "id_ed25519" }), "a file path"],
    [
      "a public key for a service that only accepts secrets",
      () => ({ preset: "zendesk", key: pem("rsa.public.pem") }),
      "This is a public key",
    ],
    [
      "a variable for such a service",
      () => ({ preset: "datafor", key: "{{x}}" }),
      "a variable without a value",
    ],
    ["a token", () => ({ key: "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl" }), "a token"],
    ["a variable of Postman", () => ({ key: "{{jwt_secret}}" }), "a variable without a value"],
    ["a variable of Yaak", () => ({ key: ["$", "{[ jwt_secret ]}"].join("") }), "a variable without a value"],
    ["a variable of a shell", () => ({ key: "$JWT_SECRET" }), "a variable without a value"],
    [
      "a Java keystore",
      () => ({ keyFile: fileOf("store.jks", Buffer.from("feedfeed00000002", "hex")) }),
      "a keystore",
    ],
    [
      "a public key in base64",
      () => ({ key: Buffer.from(pem("rsa.public.pem")).toString("base64") }),
      PUBLIC,
    ],
    [
      "a public key in base64 that is decoded",
      () => ({ key: Buffer.from(pem("rsa.public.pem")).toString("base64"), keyEncoding: "base64" }),
      PUBLIC,
    ],
    ["a Java keystore in base64", () => ({ key: "/u3+7QAAAAIAAAAB" }), "a keystore"],
    ["a public key in base64 in base64", () => ({ key: twice(pem("rsa.public.pem")) }), PUBLIC],
    ["text in angle brackets", () => ({ key: "<your-256-bit-secret>" }), "a variable without a value"],
    ["a variable of Windows", () => ({ key: "%JWT_SECRET%" }), "a variable without a value"],
    ["a small RSA key", () => ({ key: pem("rsa-1024.pem") }), "RS256 needs at least 2048 bits"],
    ["a key that cannot sign", () => ({ key: pem("x25519.pem") }), "no supported algorithm can sign with it"],
  ] as [string, () => Values, string][])("%s", async (_, values, message) => {
    const error = await failure(values());
    expect(error.message).toContain(message);
    expect(error.field).toMatch(/^key(File)?$/);
    expect(error.message).toMatch(/^(Secret or Private Key|Shared Secret|Secret|Key File): [A-Z].+\.$/);
  });

  it.each<[string, () => Values, string]>([
    [
      "github-app",
      () => ({ key: pem("p256.pkcs8.pem") }),
      "Private Key: This is an EC key on curve P-256, but GitHub App needs an RSA key. Use another key.",
    ],
    ["github-app", () => ({ key: SECRET }), "Private Key: Unknown private key format. Use the .pem file."],
    [
      "zendesk",
      () => ({ key: pem("rsa.pkcs8.pem") }),
      "Shared Secret: This is a 2048-bit RSA key, but Zendesk (JWT Single Sign-On) needs a shared secret. Use the secret.",
    ],
    [
      "coinbase-cdp",
      () => ({ key: pem("rsa.pkcs8.pem"), keyId: "k" }),
      "API Key Secret: This is a 2048-bit RSA key, but Coinbase Developer Platform (CDP) needs an Ed25519 key or an EC key on curve P-256. Use another key.",
    ],
    [
      "okta",
      () => ({
        ...{ key: pem("ed25519.pkcs8.pem"), keyId: "k", clientId: "c", scope: "s" },
        tokenUrl: "https://as.example.com/token",
      }),
      "Private Key: This is an Ed25519 key, but Okta (Service App) needs an RSA key or an EC key on curve P-256, P-384, or P-521. Use another key.",
    ],
  ])("or a key that the preset %s does not allow (%#)", async (preset, values, message) => {
    expect((await failure({ preset, ...values() })).message).toBe(message);
  });
});
