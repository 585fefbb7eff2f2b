import { execFileSync, execSync } from "node:child_process";
import { createCipheriv, createDecipheriv, pbkdf2Sync } from "node:crypto";
import { writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { FieldName, Values } from "../../../src/core/form/types";
import {
  base64,
  jwk,
  keyPath,
  OPENSSH_KEY,
  PASSPHRASE,
  PUTTY_KEY,
  pem,
  publicKeyOf,
} from "../../support/keys";
import { IV, pbes2, SALT } from "../../support/pbes2";
import { failure, sign } from "../../support/sign";

const rs256 = { algorithm: "RS256" };
const asPem = (label: string, body: string) => `-----BEGIN ${label}-----\n${body}\n-----END ${label}-----\n`;
const PUBLIC_KEY = "This is a public key, which can't sign. Use the matching private key.";
const CERTIFICATE = "This is a certificate, which can't sign. Use the matching private key.";
const INCOMPLETE = "This private key is incomplete: its BEGIN or END line is missing. Copy the whole file.";
const PART_MISSING = "This key is incomplete: part of it is missing. Copy it again, down to the last line.";
const DAMAGED = "This private key is damaged. Copy it again from the original.";
const UNREADABLE =
  "Unknown private key format. Use a PEM, a JWK, a Google or Coinbase key file, or DER in base64.";
const OTHER_PEM = "This PEM isn't a private key that can sign. Use one in PKCS#8, PKCS#1, or SEC1 format.";
const REQUEST =
  "This is a certificate request, which can't sign. Use the private key that it was created with.";
const OPENSSH =
  "This is a private key in OpenSSH format. Convert a copy with ssh-keygen -p -m PKCS8 -f COPY, or for Ed25519, create a new key with openssl genpkey -algorithm ed25519.";
const KEYSTORE = "This PKCS#12 keystore (.p12 or .pfx) has no private key. Export it again with its key.";
const FILE_PATH = "This is a file path, not a key. Choose Select File instead.";
const WRONG_PASSPHRASE = "Wrong passphrase for this private key.";
const OUTDATED =
  "This private key is encrypted with RC2, which isn't supported. Re-encrypt it with openssl pkcs8 -topk8 -provider legacy -provider default -in OLD -out NEW.";

/** The PEM without its third line. */
const withoutALine = (text: string) => text.split("\n").toSpliced(2, 1).join("\n");

/** A sequence of nothing in base64, with a length of two bytes. */
const emptyDer = (length: number): string => {
  const der = Buffer.alloc(length);
  der.writeUInt16BE(0x3082);
  der.writeUInt16BE(length - 4, 2);
  return der.toString("base64");
};

/** A PKCS#12 keystore without a key, in base64. */
const keystore = () =>
  execFileSync("openssl", [
    ...["pkcs12", "-export", "-nokeys", "-in", keyPath("rsa.certificate.pem"), "-passout", "pass:"],
  ]).toString("base64");

/** An encrypted key inside another encryption. */
function encryptedAgain(): string {
  const cipher = createCipheriv("aes-128-cbc", pbkdf2Sync(PASSPHRASE, SALT, 1, 16, "sha1"), IV);
  const inner = Buffer.from(base64("rsa.pkcs8.encrypted.der"), "base64");
  return pbes2(1n, Buffer.concat([cipher.update(inner), cipher.final()])).toString("base64");
}

const changeCharacter = (text: string, at: number) =>
  text.slice(0, at) + (text[at] === "A" ? "B" : "A") + text.slice(at + 1);

describe("a private key", () => {
  it.each<[string, Values, string]>([
    [
      "empty",
      { ...rs256 },
      "Required. Paste a PEM, a JWK, a Google or Coinbase key file, or DER in base64, or select a key file.",
    ],
    [
      "only whitespace",
      { ...rs256, key: " \n" },
      "Required. Paste a PEM, a JWK, a Google or Coinbase key file, or DER in base64, or select a key file.",
    ],
    [
      "only quotes",
      { ...rs256, key: '""' },
      "Required. Paste a PEM, a JWK, a Google or Coinbase key file, or DER in base64, or select a key file.",
    ],
    ["a public key", { ...rs256, key: pem("rsa.public.pem") }, PUBLIC_KEY],
    ["a public key as PKCS#1", { ...rs256, key: pem("rsa.public.pkcs1.pem") }, PUBLIC_KEY],
    ["a public key as base64 DER", { ...rs256, key: base64("rsa.public.der") }, PUBLIC_KEY],
    [
      "a public key with a private key's BEGIN line",
      { ...rs256, key: asPem("PRIVATE KEY", base64("rsa.public.der")) },
      PUBLIC_KEY,
    ],
    [
      "a public key as base64 DER in PKCS#1",
      { ...rs256, key: pem("rsa.public.pkcs1.pem").replace(/-----.*-----/g, "") },
      PUBLIC_KEY,
    ],
    ["an SSH2 public key", { ...rs256, key: "---- BEGIN SSH2 PUBLIC KEY ----\nAAAA" }, PUBLIC_KEY],
    ["an SSH public key", { ...rs256, key: "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQC me@host" }, PUBLIC_KEY],
    [
      "a public JWK",
      { ...rs256, key: JSON.stringify(publicKeyOf("rsa.pkcs8.pem").export({ format: "jwk" })) },
      PUBLIC_KEY,
    ],
    ["a certificate", { ...rs256, key: pem("rsa.certificate.pem") }, CERTIFICATE],
    ["a certificate as base64 DER", { ...rs256, key: base64("rsa.certificate.der") }, CERTIFICATE],
    ["a certificate request", { ...rs256, key: pem("rsa.request.pem") }, REQUEST],
    ...["NEW CERTIFICATE REQUEST", "PRIVATE KEY"].map((label): [string, Values, string] => [
      `a certificate request labeled ${label}`,
      {
        ...rs256,
        key: asPem(
          label,
          pem("rsa.request.pem")
            .replace(/-----.*-----\n/g, "")
            .trim(),
        ),
      },
      REQUEST,
    ]),
    [
      "a certificate request as base64 DER",
      { ...rs256, key: pem("rsa.request.pem").replace(/-----.*-----/g, "") },
      REQUEST,
    ],
    ["a PKCS#12 keystore without a key", { ...rs256, key: keystore() }, KEYSTORE],
    ["a PKCS#12 keystore labeled as a key", { ...rs256, key: asPem("PRIVATE KEY", keystore()) }, KEYSTORE],
    [
      "an OpenSSH key after its certificate",
      { ...rs256, key: pem("rsa.certificate.pem") + OPENSSH_KEY },
      OPENSSH,
    ],
    ["EC parameters", { ...rs256, key: asPem("EC PARAMETERS", "BggqhkjOPQMBBw==") }, OTHER_PEM],
    ["an OpenSSH key", { ...rs256, key: OPENSSH_KEY }, OPENSSH],
    [
      "a PuTTY key",
      { ...rs256, key: PUTTY_KEY },
      "This is a private key in PuTTY format. In PuTTYgen, choose Conversions → Export OpenSSH key, and use that file.",
    ],
    ["a key whose end is missing", { ...rs256, key: pem("rsa.pkcs8.pem").slice(0, 500) }, INCOMPLETE],
    ["a key whose beginning is missing", { ...rs256, key: pem("rsa.pkcs8.pem").slice(40) }, INCOMPLETE],
    [
      "a key truncated after its EC parameters",
      { ...rs256, key: pem("p256.sec1.pem").slice(0, -50) },
      INCOMPLETE,
    ],
    ["a key with a missing line", { ...rs256, key: withoutALine(pem("rsa.pkcs8.pem")) }, PART_MISSING],
    [
      "an encrypted key with a missing line",
      { ...rs256, key: withoutALine(pem("rsa.pkcs8.encrypted.pem")), passphrase: PASSPHRASE },
      PART_MISSING,
    ],
    ["truncated base64 DER", { ...rs256, key: base64("rsa.pkcs8.der").slice(0, 800) }, PART_MISSING],
    [
      "a key with invalid characters",
      { ...rs256, key: pem("rsa.pkcs8.pem").replace("MII", "M…I") },
      "This private key contains invalid characters. Copy it again from the original.",
    ],
    [
      "an empty PEM",
      { ...rs256, key: asPem("PRIVATE KEY", "") },
      "This private key is empty. Copy it again from the original.",
    ],
    ...[
      [16_000, DAMAGED],
      [16_001, "Too large for a private key. Use a single key of at most 8192 bits."],
    ].map(([length, message]): [string, Values, string] => [
      `DER of ${length} bytes`,
      { ...rs256, key: emptyDer(Number(length)) },
      String(message),
    ]),
    ["a PEM with other content", { ...rs256, key: asPem("PRIVATE KEY", "MAMCAQE=") }, DAMAGED],
    [
      "a key with one changed character",
      { ...rs256, key: changeCharacter(pem("rsa.pkcs8.pem"), 300) },
      DAMAGED,
    ],
    ["a word", { ...rs256, key: "secret" }, UNREADABLE],
    [
      "base64 that is not a key",
      { ...rs256, key: Buffer.from("something else").toString("base64") },
      UNREADABLE,
    ],
    ...["/home/me/key.pem", "~/key.pem", "./key.p8", "../key.pem", "..\\key.pem", "C:\\keys\\key.pem"].map(
      (key): [string, Values, string] => [`the file path ${key}`, { ...rs256, key }, FILE_PATH],
    ),
    ...["see /home/me/key.pem", "/a\nb.pem"].map((key): [string, Values, string] => [
      `text with something else, such as ${JSON.stringify(key)}`,
      { ...rs256, key },
      UNREADABLE,
    ]),
    ...[
      ["/home/me/key", "a file path", "Select the key file"],
      ["keys/key.pem", "a file path", "Select the key file"],
      ["my ssh-rsa AAAA", "part of a key or a public key", "Paste the whole private key"],
      ["my PuTTY-User-Key-File-3: ssh-rsa", "part of a key or a public key", "Paste the whole private key"],
      ["{{private_key}}", "a variable without a value", "Enter variables as $" + "{[ name ]} in Yaak"],
      ["eyJhbGciOiJSUzI1NiJ9.e30.c2ln", "a token", "Paste the key that signs it"],
    ].map(([key = "", words, remedy]): [string, Values, string] => [
      `text such as ${JSON.stringify(key)}`,
      { ...rs256, key },
      `This looks like ${words}, not a private key. ${remedy}.`,
    ]),
    [
      "64 bytes that are not an Ed25519 key",
      { algorithm: "EdDSA", key: Buffer.alloc(64, 7).toString("base64") },
      "These 64 bytes aren't an Ed25519 key: the public half doesn't match the private half. Copy it again from the original.",
    ],
  ])("is rejected if it is %s", async (_, values, message) => {
    expect(await failure(values)).toEqual({ field: "key", message: `Private Key: ${message}` });
  });

  it.each<[string, Values, FieldName, string]>([
    [
      "and the passphrase is missing",
      { ...rs256, key: pem("rsa.pkcs8.encrypted.pem") },
      "passphrase",
      "Passphrase: The private key is encrypted. Enter its passphrase.",
    ],
    [
      "in the traditional format and the passphrase is missing",
      { ...rs256, key: pem("rsa.pkcs1.aes.pem") },
      "passphrase",
      "Passphrase: The private key is encrypted. Enter its passphrase.",
    ],
    [
      "and the passphrase is wrong",
      { ...rs256, key: pem("rsa.pkcs8.encrypted.pem"), passphrase: "wrong" },
      "passphrase",
      `Passphrase: ${WRONG_PASSPHRASE}`,
    ],
    [
      "in the traditional format and the passphrase is wrong",
      { ...rs256, key: pem("rsa.pkcs1.des3.pem"), passphrase: "wrong" },
      "passphrase",
      `Passphrase: ${WRONG_PASSPHRASE}`,
    ],
    [
      "with a cipher that isn't supported, whatever the passphrase",
      { ...rs256, key: pem("rsa.rc2.pem") },
      "key",
      `Private Key: ${OUTDATED}`,
    ],
    ["twice", { ...rs256, key: encryptedAgain(), passphrase: PASSPHRASE }, "key", `Private Key: ${DAMAGED}`],
    [
      "with a cipher that isn't supported",
      { ...rs256, key: pem("rsa.rc2.pem"), passphrase: PASSPHRASE },
      "key",
      `Private Key: ${OUTDATED}`,
    ],
  ])("is rejected if it is encrypted %s", async (_, values, field, message) => {
    expect(await failure(values)).toEqual({ field, message });
  });

  it("is rejected for a wrong passphrase, even if that leaves the right padding by chance", async () => {
    const key = pbes2(1n, Buffer.alloc(64, 7));
    const padded = Array.from({ length: 2000 }, (_, index) => `wrong ${index}`).filter((wrong) => {
      try {
        const decipher = createDecipheriv("aes-128-cbc", pbkdf2Sync(wrong, SALT, 1, 16, "sha1"), IV);
        decipher.update(Buffer.alloc(64, 7));
        return decipher.final();
      } catch {
        return false;
      }
    });
    expect(padded.length).toBeGreaterThan(1);
    for (const passphrase of padded)
      expect(await failure({ ...rs256, key: key.toString("base64"), passphrase })).toEqual({
        field: "passphrase",
        message: `Passphrase: ${WRONG_PASSPHRASE}`,
      });
  });

  it("can be re-encrypted with the command in the message", async () => {
    const { message } = await failure({ ...rs256, key: pem("rsa.rc2.pem"), passphrase: PASSPHRASE });
    const [command = ""] = /openssl .*(?=\.$)/.exec(message) ?? [];
    const keyFile = keyPath("rsa.re-encrypted.pem");
    const files = command.replace("OLD", keyPath("rsa.rc2.pem")).replace("NEW", keyFile);
    execSync(`${files} -passin "pass:${PASSPHRASE}" -passout "pass:${PASSPHRASE}"`, { stdio: "pipe" });
    await sign({ ...rs256, keyFile, passphrase: PASSPHRASE });
  });

  it.each([
    [
      "ES256",
      "rsa.pkcs8.pem",
      "a 2048-bit RSA key, but ES256 needs an EC key on curve P-256. Change the algorithm to RS256, RS384, RS512, PS256, PS384, or PS512, or use another key.",
    ],
    [
      "RS256",
      "p384.pkcs8.pem",
      "an EC key on curve P-384, but RS256 needs an RSA key. Change the algorithm to ES384, or use another key.",
    ],
    [
      "PS256",
      "ed25519.pkcs8.pem",
      "an Ed25519 key, but PS256 needs an RSA key. Change the algorithm to EdDSA or Ed25519, or use another key.",
    ],
    [
      "ES256",
      "p521.pkcs8.pem",
      "an EC key on curve P-521, but ES256 needs an EC key on curve P-256. Change the algorithm to ES512, or use another key.",
    ],
    [
      "ES256",
      "secp256k1.pem",
      "an EC key on curve secp256k1, but ES256 needs an EC key on curve P-256. Change the algorithm to ES256K, or use another key.",
    ],
    [
      "EdDSA",
      "ed448.pem",
      "an Ed448 key, but EdDSA needs an Ed25519 key. No supported algorithm can use it, so use an Ed25519 key.",
    ],
    [
      "EdDSA",
      "x25519.pem",
      "an X25519 key, but EdDSA needs an Ed25519 key. No supported algorithm can use it, so use an Ed25519 key.",
    ],
    [
      "RS256",
      "rsa-pss.pem",
      "a 2048-bit RSA-PSS key, but RS256 needs an RSA key. Change the algorithm to PS256, PS384, or PS512, or use another key.",
    ],
    [
      "ES256",
      "rsa-1024.pem",
      "a 1024-bit RSA key, but ES256 needs an EC key on curve P-256. No supported algorithm can use it, so use an EC key on curve P-256.",
    ],
    [
      "RS256",
      "rsa-1024.pem",
      "a 1024-bit RSA key, but RS256 needs at least 2048 bits. Generate a larger key.",
    ],
  ])(
    "is rejected for %s if it is %s, with an error that says what to use",
    async (algorithm, name, message) => {
      expect(await failure({ algorithm, key: pem(name) })).toEqual({
        field: "key",
        message: `Private Key: This is ${message}`,
      });
    },
  );
});

describe("a megabyte of text that begins like a key", () => {
  // A regular expression that looks for the end of every beginning can run for minutes on one of these.
  it.each([
    ["PEM BEGIN lines", "-----BEGIN PRIVATE KEY-----\n"],
    ["backslashes", "\\"],
    ["escaped quotes in JSON", '\\"', '{"'],
    ["quotes in JSON", '"', "{"],
    ["braces", '{"a":', ""],
  ])("is rejected if it consists of %s", async (_, piece, start = "") => {
    // A key file can be this large. Pasted text can be a quarter of it.
    const text = (start + piece.repeat(1024 * 1024)).slice(0, 1024 * 1024);
    const keyFile = keyPath("megabyte");
    writeFileSync(keyFile, text);
    for (const algorithm of ["RS256", "ES256"]) {
      expect((await failure({ algorithm, keyFile })).message).toMatch(
        /is incomplete|Unknown private key format|Invalid JSON at|Reduce the nesting/,
      );
    }
    // Some of these are valid secrets. What matters is that signing does not hang.
    await sign({ algorithm: "HS256", keyFile }).catch(({ message }) =>
      expect(message).toContain("This is a public or private key"),
    );
  });
});

describe("no error shows", () => {
  const passphrase = "not the passphrase";
  const pems = ["rsa.pkcs8.pem", "rsa.pkcs8.encrypted.pem", "p256.sec1.pem", "ed25519.pkcs8.pem"].map(pem);

  it.each<Values>([
    ...pems.map((key) => ({ algorithm: "ES384", key, passphrase })),
    ...pems.map((key) => ({ algorithm: "ES384", key: key.slice(0, -60), passphrase })),
    ...pems.map((key) => ({ algorithm: "HS256", key })),
    { algorithm: "ES384", key: JSON.stringify(jwk("rsa.pkcs8.pem")) },
    { algorithm: "ES384", key: JSON.stringify(jwk("rsa.pkcs8.pem")).slice(0, -1) },
    { algorithm: "ES384", key: "correct-horse-battery" },
    { algorithm: "HS256", key: "correct-horse-battery", keyEncoding: "hex" },
  ])("part of the key or the passphrase (%#)", async (values) => {
    const { message } = await failure(values);
    // The lines of the PEM or the members of the JWK, without the text that every key contains.
    const secrets = `${values.key}\n${passphrase}`
      .split(/-----[A-Z0-9 ]+-----|\n|"/)
      .filter((line) => line.length >= 8);
    expect(secrets.length).toBeGreaterThan(0);
    for (const secret of secrets) expect(message).not.toContain(secret.slice(0, 8));
  });
});
