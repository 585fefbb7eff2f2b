import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import type { Values } from "../../../src/core/form/types";
import { TAG } from "../../../src/core/material/der";
import { encode, encodeInteger } from "../../../src/core/material/der-writer";
import { base64, jwk, keyPath, PASSPHRASE, pem } from "../../support/keys";
import { pbes2, scrypt } from "../../support/pbes2";
import { failure, sign } from "../../support/sign";

/** The RSA key as PKCS#8 DER, encrypted by OpenSSL with the given options. */
const encrypted = (options: string): Buffer =>
  execFileSync(
    "openssl",
    ["pkcs8", "-topk8", "-in", keyPath("rsa.pkcs8.pem"), "-outform", "DER", ...options.split(" ")].concat([
      "-passout",
      `pass:${PASSPHRASE}`,
    ]),
    { stdio: "pipe" },
  );

/** The same DER with different bytes in one place. */
function patched(der: Buffer, from: string, to: string): Buffer {
  const hex = der.toString("hex");
  expect(hex.split(from)).toHaveLength(2);
  return Buffer.from(hex.replace(from, to), "hex");
}

describe("a private key that would block Yaak", () => {
  const rounds = (count: number, max = 1_000_000) =>
    `Private Key: This private key uses ${count} key derivation rounds, and at most ${max} are supported. Re-encrypt it with openssl pkcs8 -topk8 -in OLD -out NEW.`;
  const SCRYPT =
    "Private Key: This private key is encrypted with scrypt settings that take too long. Export it again with PBKDF2 or less scrypt memory.";
  const DAMAGED = "Private Key: This private key is damaged. Copy it again from the original.";
  const DAMAGED_JWK = "Private Key: This JWK is damaged. Copy it again from the original.";
  const LARGE = "Private Key: Too large for a private key. Use a single key of at most 8192 bits.";
  const odd = (bytes: number) => Buffer.alloc(bytes, 0xab).toString("base64url");
  const passphrase = PASSPHRASE;

  it.each<[string, () => string | Buffer | object, string]>([
    [
      "one key derivation round too many",
      () => encrypted("-v2 aes-256-cbc -iter 1000001"),
      rounds(1_000_001),
    ],
    [
      "one round too many with a slower hash",
      () => encrypted("-v2 aes-256-cbc -v2prf hmacWithSHA512 -iter 500001"),
      rounds(500_001, 500_000),
    ],
    [
      "one round too many in the scheme of PKCS#12",
      () => encrypted("-v1 PBE-SHA1-3DES -iter 50001"),
      rounds(50_001, 50_000),
    ],
    [
      "the highest number of rounds in three bytes",
      () => patched(encrypted("-v2 aes-256-cbc -iter 1000000"), "02030f4240", "02037fffff"),
      rounds(8_388_607),
    ],
    [
      "more rounds than a number can tell",
      () => pbes2(2n ** 60n, Buffer.alloc(64)),
      "Private Key: This private key uses too many key derivation rounds, and at most 1000000 are supported. Re-encrypt it with openssl pkcs8 -topk8 -in OLD -out NEW.",
    ],
    ["scrypt with a cost that its block size does not allow", () => scrypt(2n ** 16n, 1n, 1n), DAMAGED],
    ["scrypt without blocks", () => scrypt(1024n, 0n, 1n), DAMAGED],
    ["a long salt", () => pbes2(1n, Buffer.alloc(64), { salt: Buffer.alloc(1025) }), DAMAGED],
    ["an IV of another cipher", () => pbes2(1n, Buffer.alloc(64), { iv: Buffer.alloc(8) }), DAMAGED],
    ["a key length of another cipher", () => pbes2(1n, Buffer.alloc(64), { keyBytes: 32 }), DAMAGED],
    ["no rounds", () => patched(encrypted("-v2 aes-256-cbc -iter 1"), "0201013", "0201003"), DAMAGED],
    ["many scrypt blocks", () => encrypted("-scrypt -scrypt_N 1024 -scrypt_p 512"), SCRYPT],
    [
      "much scrypt memory",
      () => patched(encrypted("-scrypt -scrypt_N 16384"), "02024000020108", "02024000020111"),
      SCRYPT,
    ],
    [
      "a scrypt cost that is not a power of two",
      () => patched(encrypted("-scrypt -scrypt_N 16384"), "02024000", "02024001"),
      DAMAGED,
    ],
    [
      "rounds that are not an integer",
      () => patched(encrypted("-v2 aes-256-cbc -iter 1000000"), "02030f4240", "0a030f4240"),
      DAMAGED,
    ],
    // OpenSSL accepts a string in pieces, as BER allows. The rounds after it were once not found.
    [
      "a salt in pieces",
      () =>
        patched(
          encrypted("-v2 aes-256-cbc -iter 1000000"),
          "06092a864886f70d01050c301d0408",
          "06092a864886f70d01050c301d2408",
        ),
      DAMAGED,
    ],
    [
      "more bits than any service uses",
      () => jwk("rsa.pkcs8.pem", { n: odd(2048) }),
      "Private Key: This is a 16384-bit RSA key, but more than 8192 bits are too slow. Use a smaller key.",
    ],
    ["a prime larger than the modulus", () => jwk("rsa.pkcs8.pem", { p: odd(4096) }), DAMAGED_JWK],
    ["an exponent larger than the modulus", () => jwk("rsa.pkcs8.pem", { d: odd(4096) }), DAMAGED_JWK],
    ["a public exponent as large as the modulus", () => jwk("rsa.pkcs8.pem", { e: odd(256) }), DAMAGED_JWK],
    // OpenSSL computes the public key of a DSA key when it reads one.
    [
      "a DSA key",
      () => dsa(2500),
      "Private Key: This is a DSA key, but RS256 needs an RSA key. No supported algorithm can use it, so use an RSA key.",
    ],
    ["a large DSA key", () => dsa(6000), LARGE],
    [
      "a large encrypted key",
      () => pem("rsa.pkcs1.aes.pem").replace("\n\n", `\n\n${"A".repeat(24_000)}`),
      LARGE,
    ],
  ])("is rejected: %s", async (_, create, message) => {
    const created = create();
    const key = Buffer.isBuffer(created) ? created.toString("base64") : created;
    const text = typeof key === "string" ? key : JSON.stringify(key);
    const { message: actual } = await failure({ algorithm: "RS256", key: text, passphrase });
    expect(actual).toBe(message);
  });

  it("is not confused with an equally large certificate", async () => {
    const names = Array.from({ length: 400 }, (_, index) => `DNS:host-${index}.example.com`).join();
    const words = ["req", "-x509", "-key", keyPath("rsa.pkcs8.pem"), "-subj", "/CN=test", "-outform", "DER"];
    const der = execFileSync("openssl", [...words, "-addext", `subjectAltName=${names}`], { stdio: "pipe" });
    expect(der.length).toBeGreaterThan(5000);
    const { message } = await failure({ algorithm: "RS256", key: der.toString("base64") });
    expect(message).toContain(
      "Private Key: This is a certificate, which can't sign. Use the matching private key.",
    );
  });

  it.each<[string, () => Values]>([
    [
      "with the maximum number of rounds",
      () => ({ key: encrypted("-v2 aes-256-cbc -iter 1000000").toString("base64") }),
    ],
    ["of 4096 bits", () => ({ key: pem("rsa-4096.pem") })],
    ["in encrypted DER", () => ({ key: base64("rsa.pkcs8.encrypted.der") })],
  ])("is not confused with a key %s", async (_, values) => {
    expect((await sign({ algorithm: "RS256", passphrase, ...values() })).header).toMatchObject({
      alg: "RS256",
    });
  });
});

/** A DSA key in PKCS#8 whose numbers are all as long as its modulus. */
function dsa(bytes: number): Buffer {
  const number = (length: number) => encode(TAG.integer, Buffer.alloc(length, 0x6b));
  const identifier = Buffer.from("06072a8648ce380401", "hex");
  const parameters = encode(TAG.sequence, number(bytes), number(32), number(bytes));
  const algorithm = encode(TAG.sequence, identifier, parameters);
  return encode(TAG.sequence, encodeInteger(0n), algorithm, encode(TAG.octetString, number(bytes)));
}
