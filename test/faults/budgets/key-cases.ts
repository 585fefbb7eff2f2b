import { execFileSync } from "node:child_process";
import { UNITS } from "../../support/units";
import { type Case, eachIn, eachOf, type Lab, type Values } from "./case";
import { actionCase } from "./dialog-case";
import { formCase } from "./form-case";
import { KEYS } from "./key-texts";
import { FIELD_CHARS, fill, MEBIBYTE } from "./texts";

const CHARS = FIELD_CHARS - 30;
const PASSPHRASE = "correct horse battery staple";

/** The same forms where a private key and where a secret is expected. */
const bothWays = (forms: Map<string, Values>): Map<string, Values> =>
  new Map(
    ["RS256", "HS256"].flatMap((algorithm) =>
      Array.from(forms, ([name, form]) => [`${name}, ${algorithm}`, { ...form, algorithm }] as const),
    ),
  );

/** Each repeated text in one of the fields. */
const inField = (lab: Lab, field: string): Map<string, Values> =>
  eachOf(UNITS, (unit) => ({
    algorithm: "RS256",
    key: lab.pem(field === "passphrase" ? "rsa.pkcs8.encrypted.pem" : "rsa.pkcs8.pem"),
    [field]: fill(unit),
  }));

const encrypted = (key: string): Values => ({ algorithm: "RS256", key, passphrase: fill("é") });
const rsa = (lab: Lab): Values => ({ algorithm: "RS256", key: lab.pem("rsa.pkcs8.pem") });

const ENCRYPTED = ["rsa.pkcs8.encrypted.pem", "rsa.pkcs1.aes.pem"];
const CERTIFICATES = ["many certificates", "lines of base64", "many PEMs with other ends"];

export const keyCases: Case[] = [
  formCase("a key that is not one", () => bothWays(eachIn(KEYS, (key) => ({ key: key(CHARS) })))),
  ...["key", "certificate", "passphrase"].map((field) =>
    formCase(`${field} is each repeated text in turn`, (lab) => inField(lab, field)),
  ),
  formCase("a long passphrase", (lab) => eachOf(ENCRYPTED, (name) => encrypted(lab.pem(name)))),
  formCase("a long passphrase in the key derivation of PKCS #12", (lab) => {
    const flags = ["pkcs8", "-topk8", "-v1", "PBE-SHA1-3DES", "-passout", `pass:${PASSPHRASE}`];
    return encrypted(execFileSync("openssl", flags, { input: lab.pem("rsa.pkcs8.pem"), encoding: "utf8" }));
  }),
  formCase("a Google key file with a long email address", (lab) => {
    const account = { private_key: lab.pem("rsa.pkcs8.pem"), client_email: fill("é", 250_000) };
    return {
      algorithm: "RS256",
      key: JSON.stringify(account),
      claims: `{"a":"${fill("$key.email ", 250_000)}"}`,
    };
  }),
  formCase("a long secret in each encoding", () =>
    eachOf(["base64", "base64url", "hex"], (keyEncoding) => ({ keyEncoding, key: fill("30") })),
  ),
  formCase("a long Ghost key", () => ({
    preset: "ghost-admin",
    key: `${fill("a", 100_000)}:${fill("0", 100_000)}`,
  })),
  formCase("a long key ID for a JWK set", () => ({
    algorithm: "ES256",
    key: KEYS["a JWK set of keys"]?.(CHARS),
    keyId: fill("x"),
  })),
  formCase("a certificate that is not one", (lab) =>
    eachOf(CERTIFICATES, (name) => ({ ...rsa(lab), certificate: KEYS[name]?.(CHARS) })),
  ),
  formCase("the certificate is ten times the same, with many keys", (lab) => ({
    ...rsa(lab),
    certificate: fill("-----BEGIN PRIVATE KEY-----A", 200_000) + lab.pem("rsa.certificate.pem").repeat(10),
    certificateHeader: "x5c",
  })),
  actionCase("Copy Public Key…", "a key that is not one", () =>
    eachOf(["a JWK set of keys", "a JWK set of deep arrays", "lines of base64"], (name) => ({
      algorithm: "ES256",
      key: KEYS[name]?.(CHARS),
    })),
  ),
  actionCase("Generate Key…", "hostile settings", () =>
    eachOf(["HS256", "ES256"], (algorithm) => ({ algorithm, key: fill("x"), claims: fill("[") })),
  ),
];

const SIZED: Record<string, (lab: Lab) => string> = {
  "only zeros": (lab) => lab.write("", MEBIBYTE),
  "UTF-16": (lab) => lab.write(Buffer.from(`\ufeff${fill("{", MEBIBYTE / 2 - 2)}`, "utf16le")),
  "nested DER in bytes": (lab) => lab.write(Buffer.alloc(MEBIBYTE, Buffer.from([0x30, 0x80]))),
  "300 MB": (lab) => lab.write("", 300_000_000),
};

const IN_FILE = [
  ...["a JWK set of arrays", "a JWK set of keys", "a JWK set of deep arrays", "a JWK with many members"],
  ...["a PEM with line breaks", "many PEMs with other ends", "lines of base64", "nested DER"],
];

/** A file can be larger than a field, and contain something other than text. */
export const keyFileCases: Case[] = [
  formCase("a key file that is not one", (lab) =>
    eachOf(IN_FILE, (name) => ({
      algorithm: "RS256",
      keyFile: lab.write(KEYS[name]?.(MEBIBYTE - 100).padEnd(MEBIBYTE) ?? ""),
    })),
  ),
  formCase("a key file that is not text", (lab) =>
    bothWays(eachIn(SIZED, (write) => ({ keyFile: write(lab) }))),
  ),
];
