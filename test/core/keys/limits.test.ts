import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import type { Values } from "../../../src/core/form/types";
import { roundsOf } from "../../../src/core/keys/rounds";
import { base64, jwk, keyPath, PASSPHRASE, pem } from "../../support/keys";
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

describe("the key derivation rounds of an encrypted key", () => {
  it.each([
    ["-v2 aes-256-cbc", 2048],
    ["-v2 aes-128-cbc -v2prf hmacWithSHA1 -iter 70000", 70000],
    ["-v1 PBE-SHA1-3DES -iter 300", 300],
    ["-scrypt -scrypt_N 1024 -scrypt_r 8 -scrypt_p 3", (1024 * 8 * 3) / 2],
  ])("are read from OpenSSL's output with %s", (way, rounds) => {
    expect(roundsOf(encrypted(way))).toBe(rounds);
  });

  it("are the highest number found anywhere", () => {
    const twice = Buffer.from("3012300704020000020101300704020000020109", "hex");
    expect(roundsOf(twice)).toBe(9);
  });

  it.each([
    ["empty input", ""],
    ["a sequence without a length", "3080"],
    ["a length beyond the end", "3085ffffffffff"],
    ["a missing salt", "30063004020101"],
  ])("are undefined for %s", (_, hex) => {
    expect(roundsOf(Buffer.from(hex, "hex"))).toBeUndefined();
  });
});

describe("a private key that would block Yaak", () => {
  const rounds = (count: string) =>
    `Private Key: This private key uses ${count} key derivation rounds, and at most 1000000 are supported. Re-encrypt it with openssl pkcs8 -topk8 -in OLD -out NEW.`;
  const DAMAGED = "Private Key: This private key is damaged. Copy it again from the original.";
  const LARGE = "Private Key: Too large for a private key. Use a single key of at most 8192 bits.";
  const odd = (bytes: number) => Buffer.alloc(bytes, 0xab).toString("base64url");
  const passphrase = PASSPHRASE;

  it.each<[string, () => string | Buffer | object, string]>([
    [
      "one key derivation round too many",
      () => encrypted("-v2 aes-256-cbc -iter 1000001"),
      rounds("1000001"),
    ],
    [
      "the highest number of rounds in three bytes",
      () => patched(encrypted("-v2 aes-256-cbc -iter 1000000"), "02030f4240", "02037fffff"),
      rounds("8388607"),
    ],
    ["many scrypt blocks", () => encrypted("-scrypt -scrypt_N 1024 -scrypt_p 512"), rounds("2097152")],
    [
      "rounds that are not an integer",
      () => patched(encrypted("-v2 aes-256-cbc -iter 1000000"), "02030f4240", "0a030f4240"),
      "Private Key: This private key uses unsupported encryption. Re-encrypt it with openssl pkcs8 -topk8 -in OLD -out NEW.",
    ],
    [
      "more bits than any service uses",
      () => jwk("rsa.pkcs8.pem", { n: odd(2048) }),
      "Private Key: This is a 16384-bit RSA key, but signing with more than 8192 bits is too slow. Use a smaller key.",
    ],
    ["a prime larger than the modulus", () => jwk("rsa.pkcs8.pem", { p: odd(4096) }), DAMAGED],
    ["an exponent larger than the modulus", () => jwk("rsa.pkcs8.pem", { d: odd(4096) }), DAMAGED],
    // OpenSSL computes the public key of a DSA key when it reads one.
    ["a large DSA key", () => dsa(2500), LARGE],
    [
      "a large encrypted key",
      () => pem("rsa.pkcs1.aes.pem").replace("\n\n", `\n\n${"A".repeat(8000)}`),
      LARGE,
    ],
  ])("is rejected: %s", async (_, create, message) => {
    const created = create();
    const key = Buffer.isBuffer(created) ? created.toString("base64") : created;
    const text = typeof key === "string" ? key : JSON.stringify(key);
    const { message: actual } = await failure({ algorithm: "RS256", key: text, passphrase });
    // Node.js 24 already rejects these JWKs when it reads them. Earlier versions do not.
    expect(actual.replace("This JWK is damaged", "This private key is damaged")).toBe(message);
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
  const part = (tag: number, ...contents: Buffer[]) => {
    const content = Buffer.concat(contents);
    const head = Buffer.from([tag, 0x82, content.length >> 8, content.length & 0xff]);
    return Buffer.concat([head, content]);
  };
  const number = (length: number) => part(0x02, Buffer.alloc(length, 0x6b));
  const identifier = Buffer.from("06072a8648ce380401", "hex");
  const parameters = part(0x30, number(bytes), number(32), number(bytes));
  return part(
    0x30,
    part(0x02, Buffer.from([0])),
    part(0x30, identifier, parameters),
    part(0x04, number(bytes)),
  );
}
