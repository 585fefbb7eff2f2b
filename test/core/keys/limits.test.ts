import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import type { Values } from "../../../src/core/form/types";
import { roundsOf } from "../../../src/core/keys/rounds";
import { base64, jwk, keyPath, PASSPHRASE, pem } from "../../support/keys";
import { failure, sign } from "../../support/sign";

/** The RSA key in PKCS#8, encrypted by OpenSSL in a way that it is told: DER. */
const encrypted = (way: string): Buffer =>
  execFileSync(
    "openssl",
    ["pkcs8", "-topk8", "-in", keyPath("rsa.pkcs8.pem"), "-outform", "DER", ...way.split(" ")].concat([
      "-passout",
      `pass:${PASSPHRASE}`,
    ]),
    { stdio: "pipe" },
  );

/** The same with other bytes in one place. */
function patched(der: Buffer, from: string, to: string): Buffer {
  const hex = der.toString("hex");
  expect(hex.split(from)).toHaveLength(2);
  return Buffer.from(hex.replace(from, to), "hex");
}

describe("the rounds that an encrypted key takes to open", () => {
  it.each([
    ["-v2 aes-256-cbc", 2048],
    ["-v2 aes-128-cbc -v2prf hmacWithSHA1 -iter 70000", 70000],
    ["-v1 PBE-SHA1-3DES -iter 300", 300],
    ["-scrypt -scrypt_N 1024 -scrypt_r 8 -scrypt_p 3", (1024 * 8 * 3) / 2],
  ])("are read of what OpenSSL writes with %s", (way, rounds) => {
    expect(roundsOf(encrypted(way))).toBe(rounds);
  });

  it("are the most that stand anywhere", () => {
    const twice = Buffer.from("3012300704020000020101300704020000020109", "hex");
    expect(roundsOf(twice)).toBe(9);
  });

  it.each([
    ["nothing", ""],
    ["a sequence of no length", "3080"],
    ["a length that goes beyond", "3085ffffffffff"],
    ["no salt", "30063004020101"],
  ])("are not told of %s", (_, hex) => {
    expect(roundsOf(Buffer.from(hex, "hex"))).toBeUndefined();
  });
});

describe("a key that would stop the client for long", () => {
  const rounds = (count: string) =>
    `Private Key: This private key uses ${count} key derivation rounds, and at most 1000000 are supported. Re-encrypt it with openssl pkcs8 -topk8.`;
  const DAMAGED = "Private Key: This private key is damaged. Copy it again from the original.";
  const LARGE = "Private Key: Too large for a private key. Use a single key of at most 8192 bits.";
  const odd = (bytes: number) => Buffer.alloc(bytes, 0xab).toString("base64url");
  const passphrase = PASSPHRASE;

  it.each<[string, () => string | Buffer | object, string]>([
    ["with a round too many", () => encrypted("-v2 aes-256-cbc -iter 1000001"), rounds("1000001")],
    [
      "with as many rounds as a number holds",
      () => patched(encrypted("-v2 aes-256-cbc -iter 1000000"), "02030f4240", "02037fffff"),
      rounds("8388607"),
    ],
    [
      "with many blocks of scrypt",
      () => encrypted("-scrypt -scrypt_N 1024 -scrypt_p 512"),
      rounds("2097152"),
    ],
    [
      "with rounds that are not where they belong",
      () => patched(encrypted("-v2 aes-256-cbc -iter 1000000"), "02030f4240", "0a030f4240"),
      "Private Key: This private key uses an unsupported encryption. Re-encrypt it with openssl pkcs8 -topk8.",
    ],
    [
      "of more bits than any system uses",
      () => jwk("rsa.pkcs8.pem", { n: odd(2048) }),
      "Private Key: This is a 16384-bit RSA key, but signing with more than 8192 bits is too slow. Use a smaller key.",
    ],
    ["whose prime is larger than its modulus", () => jwk("rsa.pkcs8.pem", { p: odd(4096) }), DAMAGED],
    ["whose exponent is larger than its modulus", () => jwk("rsa.pkcs8.pem", { d: odd(4096) }), DAMAGED],
    // OpenSSL computes the public half of a DSA key when it reads one.
    ["that is a DSA key of many bits", () => dsa(2500), LARGE],
    [
      "that is encrypted, and large",
      () => pem("rsa.pkcs1.aes.pem").replace("\n\n", `\n\n${"A".repeat(8000)}`),
      LARGE,
    ],
  ])("%s is refused", async (_, make, message) => {
    const made = make();
    const key = Buffer.isBuffer(made) ? made.toString("base64") : made;
    const text = typeof key === "string" ? key : JSON.stringify(key);
    const { message: said } = await failure({ algorithm: "RS256", key: text, passphrase });
    // Node.js 24 rejects such a JWK when it reads it, and earlier versions do not.
    expect(said.replace("this JWK is damaged", "this private key is damaged")).toBe(message);
  });

  it("is told from a certificate that is as large", async () => {
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
      "with as many rounds as are taken",
      () => ({ key: encrypted("-v2 aes-256-cbc -iter 1000000").toString("base64") }),
    ],
    ["of 4096 bits", () => ({ key: pem("rsa-4096.pem") })],
    ["in encrypted DER", () => ({ key: base64("rsa.pkcs8.encrypted.der") })],
  ])("is none: one %s signs", async (_, values) => {
    expect((await sign({ algorithm: "RS256", passphrase, ...values() })).header).toMatchObject({
      alg: "RS256",
    });
  });
});

/** A DSA key in PKCS#8 whose numbers are as long as its modulus. */
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
