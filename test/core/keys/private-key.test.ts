import { execFileSync } from "node:child_process";
import { createPublicKey } from "node:crypto";
import { compactVerify } from "jose";
import { describe, expect, it } from "vitest";
import type { Values } from "../../../src/core/form/types";
import { type Algorithm, algorithms } from "../../../src/core/keys/algorithms";
import { generateKey } from "../../../src/core/keys/generate";
import { DerReader, TAG } from "../../../src/core/material/der";
import { encode, encodeInteger } from "../../../src/core/material/der-writer";
import { toBase64url } from "../../../src/core/material/numbers";
import { readPkcs1 } from "../../../src/core/material/private-key-info";
import {
  base64,
  HAS_ML_DSA,
  jwk,
  keyFor,
  PASSPHRASE,
  pem,
  publicKeyOf,
  serviceAccount,
} from "../../support/keys";
import { failure, type Signed, sign } from "../../support/sign";

const verifies = ({ token }: Signed, name: string) => compactVerify(token, publicKeyOf(name));

const passphrase = PASSPHRASE;
/** The seed and the public key, 64 bytes in base64: how Coinbase CDP issues an Ed25519 key. */
const ed25519Bytes = () => {
  const { d, x } = jwk("ed25519.pkcs8.pem") as Record<string, string>;
  return Buffer.concat([d, x].map((half) => Buffer.from(half ?? "", "base64url"))).toString("base64");
};

/** A private key in each format, the settings to sign with it, and the file with the same key. */
const formats: [format: string, key: () => string, values: Values, name: string][] = [
  ["RSA as PKCS#8", () => pem("rsa.pkcs8.pem"), { algorithm: "RS256" }, "rsa.pkcs8.pem"],
  ["RSA as PKCS#1", () => pem("rsa.pkcs1.pem"), { algorithm: "RS256" }, "rsa.pkcs8.pem"],
  [
    "RSA as encrypted PKCS#8",
    () => pem("rsa.pkcs8.encrypted.pem"),
    { algorithm: "RS256", passphrase },
    "rsa.pkcs8.pem",
  ],
  [
    "RSA as PKCS#1 encrypted with AES",
    () => pem("rsa.pkcs1.aes.pem"),
    { algorithm: "PS256", passphrase },
    "rsa.pkcs8.pem",
  ],
  [
    "RSA as PKCS#1 encrypted with triple DES",
    () => pem("rsa.pkcs1.des3.pem"),
    { algorithm: "RS512", passphrase },
    "rsa.pkcs8.pem",
  ],
  ["EC as SEC1 with EC parameters", () => pem("p256.sec1.pem"), { algorithm: "ES256" }, "p256.pkcs8.pem"],
  [
    "EC as encrypted SEC1",
    () => pem("p256.sec1.aes.pem"),
    { algorithm: "ES256", passphrase },
    "p256.pkcs8.pem",
  ],
  ["EC as PKCS#8", () => pem("p256.pkcs8.pem"), { algorithm: "ES256" }, "p256.pkcs8.pem"],
  [
    "EC as encrypted PKCS#8",
    () => pem("p256.pkcs8.encrypted.pem"),
    { algorithm: "ES256", passphrase },
    "p256.pkcs8.pem",
  ],
  ["Ed25519 as PKCS#8", () => pem("ed25519.pkcs8.pem"), { algorithm: "EdDSA" }, "ed25519.pkcs8.pem"],
  [
    "Ed25519 as encrypted PKCS#8",
    () => pem("ed25519.pkcs8.encrypted.pem"),
    { algorithm: "EdDSA", passphrase },
    "ed25519.pkcs8.pem",
  ],
];

/** Damage that pasting can cause, and that is repaired. */
const damages: [damage: string, apply: (key: string) => string][] = [
  ["unchanged", (key) => key],
  ["with literal \\n", (key) => key.replaceAll("\n", "\\n")],
  ["with literal \\r\\n", (key) => key.replaceAll("\n", "\\r\\n")],
  ["with doubly escaped \\n", (key) => key.replaceAll("\n", "\\\\n")],
  ["with CRLF", (key) => key.replaceAll("\n", "\r\n")],
  ["with spaces instead of line breaks", (key) => key.replaceAll("\n", " ")],
  ["without line breaks", (key) => key.replaceAll("\n", "")],
  ["with surrounding whitespace", (key) => `\n\n  \t${key}\n \n`],
  ["indented, as in YAML", (key) => key.replaceAll("\n", "\n    ")],
  ["in double quotes", (key) => `"${key}"`],
  ["in single quotes with literal \\n", (key) => ` '${key.replaceAll("\n", "\\n")}' `],
  ["as a JSON string", (key) => JSON.stringify(key)],
  ["as a JSON string written by PHP", (key) => JSON.stringify(key).replaceAll("/", "\\/")],
  ["after unrelated lines", (key) => `Bag Attributes\n    friendlyName: test\n${key}`],
];

describe.each(formats)("%s", (_, key, values, name) => {
  it.each(damages)("signs if it is pasted %s", async (_damage, apply) => {
    await verifies(await sign({ ...values, key: apply(key()) }), name);
  });
});

describe("a token can be signed with", () => {
  it.each<[string, () => string, Values, string]>([
    ["PKCS#8 DER in base64", () => base64("rsa.pkcs8.der"), { algorithm: "RS256" }, "rsa.pkcs8.pem"],
    ["PKCS#1 DER in base64", () => base64("rsa.pkcs1.der"), { algorithm: "RS256" }, "rsa.pkcs8.pem"],
    ["SEC1 DER in base64", () => base64("p256.sec1.der"), { algorithm: "ES256" }, "p256.pkcs8.pem"],
    [
      "encrypted DER in base64",
      () => base64("rsa.pkcs8.encrypted.der"),
      { algorithm: "RS256", passphrase },
      "rsa.pkcs8.pem",
    ],
    [
      "quoted base64 DER on several lines",
      () => `"${base64("rsa.pkcs8.der").replace(/.{64}/g, "$&\\n")}"`,
      { algorithm: "RS256" },
      "rsa.pkcs8.pem",
    ],
    [
      "DER in base64url",
      () => base64("rsa.pkcs8.der").replaceAll("+", "-").replaceAll("/", "_"),
      { algorithm: "RS256" },
      "rsa.pkcs8.pem",
    ],
    [
      "a PEM whose BEGIN line names another format",
      () => pem("rsa.pkcs8.pem").replaceAll("PRIVATE", "RSA PRIVATE"),
      { algorithm: "RS256" },
      "rsa.pkcs8.pem",
    ],
    [
      "a PEM after its certificate",
      () => pem("rsa.certificate.pem") + pem("rsa.pkcs8.pem"),
      { algorithm: "RS256" },
      "rsa.pkcs8.pem",
    ],
    ["a 64-byte Ed25519 key in base64", ed25519Bytes, { algorithm: "EdDSA" }, "ed25519.pkcs8.pem"],
    ["an RSA JWK", () => JSON.stringify(jwk("rsa.pkcs8.pem")), { algorithm: "PS512" }, "rsa.pkcs8.pem"],
    [
      "an EC JWK on several lines with a comment",
      () => `// mine\n${JSON.stringify(jwk("p521.pkcs8.pem"), null, 2)}`.replace("// mine\n{", "{ // mine\n"),
      { algorithm: "ES512" },
      "p521.pkcs8.pem",
    ],
    [
      "an OKP JWK with the newer algorithm name Ed25519",
      () => JSON.stringify(jwk("ed25519.pkcs8.pem", { alg: "Ed25519" })),
      { algorithm: "EdDSA" },
      "ed25519.pkcs8.pem",
    ],
    [
      "a JWK as a JSON string",
      () => JSON.stringify(JSON.stringify(jwk("p256.pkcs8.pem"))),
      { algorithm: "ES256" },
      "p256.pkcs8.pem",
    ],
    [
      "a JWK with escaped quotes",
      () => JSON.stringify(JSON.stringify(jwk("p256.pkcs8.pem"))).slice(1, -1),
      { algorithm: "ES256" },
      "p256.pkcs8.pem",
    ],
    [
      "a service account file",
      () => JSON.stringify(serviceAccount("rsa.pkcs8.pem"), null, 2),
      { algorithm: "RS256" },
      "rsa.pkcs8.pem",
    ],
    [
      "a service account file with line breaks instead of \\n",
      () => JSON.stringify(serviceAccount("rsa.pkcs8.pem"), null, 2).replaceAll("\\n", "\n"),
      { algorithm: "RS256" },
      "rsa.pkcs8.pem",
    ],
    [
      "a service account file as a JSON string",
      () => JSON.stringify(JSON.stringify(serviceAccount("rsa.pkcs8.pem"))),
      { algorithm: "RS256" },
      "rsa.pkcs8.pem",
    ],
  ])("%s", async (_, key, values, name) => {
    await verifies(await sign({ ...values, key: key() }), name);
  });
});

describe("PKCS#8 version 2, with the public key,", () => {
  /** RFC 5958 section 2. OpenSSL 3.0 reads this version, but does not write it. */
  function versionTwo(name: string, publicKey: Buffer): string {
    const info = new DerReader(Buffer.from(pem(name).replace(/-----.*-----/g, ""), "base64")).sequence();
    info.integer();
    const [identifier, privateKey] = [info.any().encoding, info.any().encoding];
    const bits = encode(0x81, Buffer.from([0]), publicKey);
    return encode(TAG.sequence, encodeInteger(1n), identifier, privateKey, bits).toString("base64");
  }
  const publicBytes = (name: string, length: number) =>
    publicKeyOf(name).export({ format: "der", type: "spki" }).subarray(-length);

  it.each([
    ["ed25519.pkcs8.pem", "EdDSA", 32],
    ["p256.pkcs8.pem", "ES256", 65],
  ])("signs, from %s", async (name, algorithm, length) => {
    const key = versionTwo(name, publicBytes(name, length));
    await verifies(await sign({ algorithm, key }), name);
  });

  it("signs if the public key has a tag around it", async () => {
    const name = "ed25519.pkcs8.pem";
    const implicit = Buffer.from(versionTwo(name, publicBytes(name, 32)), "base64");
    const bits = implicit.subarray(-33);
    const explicit = encode(0xa1, encode(TAG.bitString, bits));
    const parts = new DerReader(implicit).sequence();
    const others = [parts, parts, parts].map((reader) => reader.any().encoding);
    const key = encode(TAG.sequence, ...others, explicit).toString("base64");
    await verifies(await sign({ algorithm: "EdDSA", key }), name);
  });

  it.each([
    ["rsa.pkcs8.pem", "RS256", "rsa-other.pkcs8.pem", 270],
    ["ed25519.pkcs8.pem", "EdDSA", "x25519.pem", 32],
    ["p256.pkcs8.pem", "ES256", "secp256k1.pem", 65],
  ])("is rejected if that is another one, in %s", async (name, algorithm, other, length) => {
    const key = versionTwo(name, publicBytes(other, length));
    const { message } = await failure({ algorithm, key });
    expect(message).toBe("Private Key: This private key is damaged. Copy it again from the original.");
  });
});

describe("an RSA JWK with three primes", () => {
  const parts = () => {
    const der = execFileSync("openssl", ["genrsa", "-primes", "3", "-traditional", "2048"], {
      stdio: "pipe",
    });
    const {
      n,
      e,
      d = 0n,
      primes,
    } = readPkcs1(Buffer.from(String(der).replace(/-----.*-----/g, ""), "base64"));
    const [p, q, r] = primes.map(({ prime, exponent = 0n, coefficient = 0n }) => ({
      r: toBase64url(prime),
      d: toBase64url(exponent),
      t: toBase64url(coefficient),
    }));
    const numbers = { n: toBase64url(n), e: toBase64url(e), d: toBase64url(d) };
    return { kty: "RSA", ...numbers, p: p?.r, q: q?.r, dp: p?.d, dq: q?.d, qi: p?.t, oth: [r] };
  };

  it("signs (RFC 7518 section 6.3.2.7)", async () => {
    const jwk = parts();
    const { token } = await sign({ algorithm: "RS256", key: JSON.stringify(jwk) });
    await compactVerify(token, createPublicKey({ key: { kty: "RSA", n: jwk.n, e: jwk.e }, format: "jwk" }));
  });

  it.each([
    ["no third one", []],
    ["something else", "none"],
    ["a third one that is not an object", [1]],
    ["a third one without numbers", [{}]],
  ])("is rejected with %s", async (_, oth) => {
    const { message } = await failure({ algorithm: "RS256", key: JSON.stringify({ ...parts(), oth }) });
    expect(message).toBe("Private Key: This JWK is damaged. Copy it again from the original.");
  });
});

describe("an algorithm that this version of Node does not have", () => {
  it.skipIf(HAS_ML_DSA)("is named, with what to do", async () => {
    const error = {
      field: "algorithm",
      message:
        "Algorithm: ML-DSA-44 needs Node.js 24.6 or later, and this version of Yaak has an older one. Update Yaak, or choose another algorithm.",
    };
    expect(await failure({ algorithm: "ML-DSA-44", key: keyFor("ML-DSA-44").key })).toEqual(error);
    const generated = generateKey(algorithms.get("ML-DSA-44") as Algorithm, 0, "text");
    await expect(generated).rejects.toMatchObject({ field: error.field });
  });
});
