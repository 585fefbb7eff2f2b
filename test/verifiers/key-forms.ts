import { execFileSync } from "node:child_process";
import { createPrivateKey } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Values } from "../../src/core/form/types";
import type { Algorithm } from "../../src/core/keys/algorithms";
import { SEED_TAG } from "../../src/core/material/akp";
import { DerReader, TAG } from "../../src/core/material/der";
import { encode } from "../../src/core/material/der-writer";
import { keyFor, PASSPHRASE as passphrase, SECRET } from "../support/keys";

/** The values of the form's fields for a key, by the format of the key. */
export type KeyForms = Record<string, Values>;

/**
 * A key in every format that the algorithm accepts. OpenSSL writes the PEM and DER, and Node writes the JWK.
 *
 * @param folder for the generated files
 */
export function keyFormsOf(algorithm: Algorithm, folder: string): KeyForms {
  if (algorithm.family === "akp") return seedForms(algorithm.name, folder);
  return algorithm.family === "hmac" ? secretForms(folder) : privateKeyForms(algorithm, folder);
}

/** OpenSSL 3.0 cannot write ML-DSA keys, so Node writes the PEM and DER. */
function seedForms(name: string, folder: string): KeyForms {
  const { key: jwk } = keyFor(name);
  const file = write(folder, name);
  const key = createPrivateKey({ key: JSON.parse(jwk), format: "jwk" });
  const pem = key.export({ format: "pem", type: "pkcs8" }).toString();
  const der = key.export({ format: "der", type: "pkcs8" });
  const encrypted = { format: "pem", type: "pkcs8", cipher: "aes-256-cbc", passphrase } as const;
  return {
    JWK: { key: jwk },
    "JWK without its public key": { key: JSON.stringify({ ...JSON.parse(jwk), pub: undefined }) },
    "JWK set": { key: JSON.stringify({ keys: [{ kty: "EC" }, JSON.parse(jwk)] }) },
    "file with a JWK": { keyFile: file(jwk, "jwk") },
    "PKCS#8": { key: pem },
    "file with PKCS#8": { keyFile: file(pem, "pkcs8") },
    "PKCS#8 in DER": { key: der.toString("base64") },
    "file with PKCS#8 in DER": { keyFile: file(der, "der") },
    "PKCS#8, encrypted": { key: key.export(encrypted).toString(), passphrase },
    ...Object.fromEntries(
      ["seed", "expanded key"].map((part) => [`PKCS#8 with only the ${part}`, { key: onlyOne(der, part) }]),
    ),
  };
}

/** Node writes the seed and the key expanded from it, but either one is enough (RFC 9881 section 6). */
function onlyOne(der: Buffer, part: string): string {
  const info = new DerReader(der).sequence();
  const [version, algorithm] = [info.any().encoding, info.any().encoding];
  const both = new DerReader(info.octetString()).sequence();
  const seed = both.octetString();
  const chosen = part === "seed" ? encode(SEED_TAG, seed) : both.any().encoding;
  const key = encode(TAG.sequence, version, algorithm, encode(TAG.octetString, chosen));
  return key.toString("base64");
}

function secretForms(folder: string): KeyForms {
  const bytes = Buffer.from(SECRET);
  const jwk = { kty: "oct", k: bytes.toString("base64url") };
  const file = write(folder, "secret");
  const text = {
    text: SECRET,
    base64: bytes.toString("base64"),
    base64url: bytes.toString("base64url"),
    hex: bytes.toString("hex"),
  };
  const encoded = Object.entries(text);
  return {
    ...Object.fromEntries(encoded.map(([keyEncoding, key]) => [keyEncoding, { key, keyEncoding }])),
    ...Object.fromEntries(
      encoded.map(([keyEncoding, key]) => [
        `file with ${keyEncoding}`,
        { keyFile: file(`${key}\n`, keyEncoding), keyEncoding },
      ]),
    ),
    JWK: { key: JSON.stringify(jwk) },
    "JWK set": { key: JSON.stringify({ keys: [jwk] }) },
    "file with a JWK": { keyFile: file(JSON.stringify(jwk), "jwk") },
  };
}

/** The formats that OpenSSL writes a key in, with its arguments. The traditional formats are PKCS#1 and SEC1. */
const WAYS: Record<
  string,
  { words: string; isTraditional?: boolean; isDer?: boolean; isEncrypted?: boolean }
> = {
  "PKCS#8": { words: "pkcs8 -topk8 -nocrypt" },
  "PKCS#8, encrypted": { words: "pkcs8 -topk8 -v2 aes-256-cbc", isEncrypted: true },
  "PKCS#8, encrypted with scrypt": { words: "pkcs8 -topk8 -scrypt", isEncrypted: true },
  "PKCS#8, encrypted with triple DES": { words: "pkcs8 -topk8 -v1 PBE-SHA1-3DES", isEncrypted: true },
  "PKCS#8 in DER": { words: "pkcs8 -topk8 -nocrypt", isDer: true },
  "PKCS#8 in DER, encrypted": { words: "pkcs8 -topk8 -v2 aes-128-cbc", isDer: true, isEncrypted: true },
  "PKCS#1 or SEC1": { words: "pkey -traditional", isTraditional: true },
  "PKCS#1 or SEC1, encrypted": { words: "pkey -traditional -aes256", isTraditional: true, isEncrypted: true },
  "PKCS#1 or SEC1, encrypted with triple DES": {
    words: "pkey -traditional -des3",
    isTraditional: true,
    isEncrypted: true,
  },
  "PKCS#1 or SEC1 in DER": { words: "pkey -traditional", isTraditional: true, isDer: true },
};

function privateKeyForms({ name, family, kty }: Algorithm, folder: string): KeyForms {
  const pem = keyFor(name).key;
  const file = write(folder, name);
  const forms: KeyForms = {};
  for (const [way, { words, isTraditional, isDer, isEncrypted }] of Object.entries(WAYS)) {
    // Ed25519 has no traditional format.
    if (isTraditional && family === "okp") continue;
    const more = [
      ...(isDer ? ["-outform", "DER"] : []),
      ...(isEncrypted ? ["-passout", `pass:${passphrase}`] : []),
    ];
    const written = openssl([...words.split(" "), ...more], pem, folder);
    const key = written.toString(isDer ? "base64" : "utf8");
    const opens = isEncrypted ? { passphrase } : {};
    forms[way] = { key, ...opens };
    forms[`file with ${way}`] = { keyFile: file(written, way.replace(/\W+/g, "-")), ...opens };
  }

  const jwk = createPrivateKey(pem).export({ format: "jwk" });
  const text = JSON.stringify(jwk);
  const { d = "", n, e, crv, x = "" } = jwk;
  const seedAndHalf = Buffer.concat([d, x].map((half) => Buffer.from(half, "base64url"))).toString("base64");
  const number = Buffer.from(d, "base64url");
  return {
    ...forms,
    JWK: { key: text },
    "JWK set": { key: JSON.stringify({ keys: [{ kty: kty === "EC" ? "RSA" : "EC" }, jwk] }) },
    "file with a JWK": { keyFile: file(text, "jwk") },
    "Google's key file": { key: JSON.stringify({ type: "service_account", private_key: pem }) },
    "Coinbase's key file": { key: JSON.stringify({ name: "key", privateKey: pem }) },
    "JWK without what can be computed": { key: JSON.stringify({ kty, n, e, crv, d }) },
    ...(family === "okp" ? { "seed and public key": { key: seedAndHalf } } : {}),
    ...(family === "rsa"
      ? {}
      : {
          "private number in base64": { key: number.toString("base64") },
          "private number in base64url": { key: d },
          "private number in hex": { key: number.toString("hex") },
          "file with the private number": { keyFile: file(number, "number") },
        }),
  };
}

const write = (folder: string, prefix: string) => (content: string | Buffer, name: string) => {
  const path = join(folder, `${prefix}-${name}`);
  writeFileSync(path, content);
  return path;
};

function openssl(words: string[], input: string, folder: string): Buffer {
  const output = join(folder, "output");
  execFileSync("openssl", [...words, "-out", output], { input, stdio: "pipe" });
  return readFileSync(output);
}
