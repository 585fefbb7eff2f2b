import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from "node:crypto";
import type { Algorithm } from "../algorithms";
import { JwtAuthError } from "../errors";
import { parseObject } from "../json";
import type { KeySource } from "../settings";
import { checkFits, checkSecretFits } from "./fit";
import { isJwk, member, selectJwk } from "./jwk";
import { mend, mendJson, unescapeBreaks } from "./mend";
import { readPem } from "./pem";
import { recognizeDer, recognizeText } from "./refusals";

export interface PrivateKey {
  key: KeyObject;
  keyId?: string;
}

const DAMAGED = "this private key is damaged. Copy it again from where it was made.";
const FORMS = "a PEM, a JWK, a Google service-account file or DER in base64";

/**
 * Reads a private key in any form this plugin takes.
 *
 * @param material text, or the bytes of a file that is no text: DER
 * @param keyId picks the key from a JWK set
 * @throws JwtAuthError that says what was found instead of a private key for the algorithm
 */
export function readPrivateKey(
  material: string | Buffer,
  source: KeySource,
  algorithm: Algorithm,
  keyId?: string,
): PrivateKey {
  const found = read(material, source, algorithm, keyId);
  checkFits(source.field, found.key, algorithm);
  checkWhole(source.field, found.key);
  return found;
}

function read(
  material: string | Buffer,
  source: KeySource,
  algorithm: Algorithm,
  keyId?: string,
): PrivateKey {
  if (typeof material !== "string") return { key: fromDer(material, source) };
  const text = mend(material);
  if (text)
    return text.startsWith("{") ? fromJson(text, source, algorithm, keyId) : { key: fromText(text, source) };
  const remedy =
    source.path === undefined ? `Paste ${FORMS}, or choose a key file` : "Choose the file that holds the key";
  throw new JwtAuthError("missing-key", source.field, `there is nothing here. ${remedy}.`);
}

function fromJson(text: string, source: KeySource, algorithm: Algorithm, keyId?: string): PrivateKey {
  const { field } = source;
  const object = parseObject(field, mendJson(text));
  if (isJwk(object)) {
    const selected = selectJwk(field, object, algorithm, keyId);
    checkSecretFits(field, selected.jwk.kty, algorithm);
    return { key: fromJwk(field, selected.jwk), keyId: selected.keyId };
  }
  const pem = member(object, "private_key");
  if (pem) return { key: fromText(pem, source), keyId: member(object, "private_key_id") };
  throw new JwtAuthError(
    "unknown-key-form",
    field,
    "this JSON is no JWK, JWK set or service-account file: it has no kty, keys or private_key. Use one that has.",
  );
}

function fromText(text: string, source: KeySource): KeyObject {
  const { field } = source;
  const pem = readPem(field, text);
  if (pem) return "der" in pem ? fromDer(pem.der, source) : decrypt(pem.encryptedPem, source);

  const unrecognized = new JwtAuthError(
    "unknown-key-form",
    field,
    `this is no private key that can be read. Use ${FORMS}.`,
  );
  const base64 = unescapeBreaks(text).replace(/\s+/g, "");
  if (!/^[A-Za-z0-9+/_-]+={0,2}$/.test(base64)) throw recognizeText(field, text) ?? unrecognized;
  const bytes = Buffer.from(base64, "base64");
  if (bytes.length === 64) return fromEd25519(field, bytes);
  if (bytes[0] === SEQUENCE) return fromDer(bytes, source);
  throw recognizeText(field, text) ?? unrecognized;
}

/** The first byte of every key in DER. */
const SEQUENCE = 0x30;

/** An Ed25519 seed followed by its public key, as Coinbase CDP and libsodium write it. */
function fromEd25519(field: string, bytes: Buffer): KeyObject {
  const jwk = {
    kty: "OKP",
    crv: "Ed25519",
    d: bytes.subarray(0, 32).toString("base64url"),
    x: bytes.subarray(32).toString("base64url"),
  };
  return fromJwk(
    field,
    jwk,
    "these 64 bytes are no Ed25519 key: their second half is not the public key of the first.",
  );
}

function fromJwk(field: string, jwk: Record<string, string>, damaged = "this JWK is damaged."): KeyObject {
  let cause: unknown;
  try {
    const key = createPrivateKey({ key: jwk, format: "jwk" });
    // For Ed25519 Node goes by the private half alone, and would not notice that the public one is another key's.
    const { x = "" } = createPublicKey(key).export({ format: "jwk" });
    if (Buffer.from(x, "base64url").equals(Buffer.from(jwk.x ?? "", "base64url"))) return key;
  } catch (error) {
    cause = error;
  }
  throw new JwtAuthError("damaged-key", field, `${damaged} Copy it again from where it was made.`, { cause });
}

/**
 * Nothing checks the numbers of a key when it is read. One wrong character in them would give tokens that no server
 * accepts, so a key has to verify what it signs, once.
 */
function checkWhole(field: string, key: KeyObject): void {
  const hash = key.asymmetricKeyType === "ed25519" ? null : "sha256";
  const data = Buffer.from("test");
  let cause: unknown;
  try {
    if (verify(hash, data, createPublicKey(key), sign(hash, data, key))) return;
  } catch (error) {
    cause = error;
  }
  throw new JwtAuthError("damaged-key", field, DAMAGED, { cause });
}

/** PKCS#8, encrypted PKCS#8, PKCS#1 or SEC1: whatever a PEM's first line says, its bytes decide. */
function fromDer(der: Buffer, source: KeySource): KeyObject {
  const { field } = source;
  let cause: unknown;
  for (const type of ["pkcs8", "pkcs1", "sec1"] as const) {
    try {
      return createPrivateKey({ key: der, format: "der", type });
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "ERR_MISSING_PASSPHRASE") return decrypt(der, source);
      if (code === "ERR_OSSL_ASN1_NOT_ENOUGH_DATA") {
        throw new JwtAuthError(
          "key-cut-short",
          field,
          "this key is cut short: part of it is missing. Copy it again, to its last line.",
          { cause: error },
        );
      }
      cause ??= error;
    }
  }
  throw recognizeDer(field, der) ?? new JwtAuthError("damaged-key", field, DAMAGED, { cause });
}

/** Opens encrypted PKCS#8 in DER, or a PEM encrypted the traditional way. */
function decrypt(key: Buffer | string, { passphrase }: KeySource): KeyObject {
  if (!passphrase) {
    throw new JwtAuthError(
      "missing-passphrase",
      "passphrase",
      "the private key is encrypted. Type the passphrase it was encrypted with.",
    );
  }
  try {
    if (typeof key === "string") return createPrivateKey({ key, format: "pem", passphrase });
    return createPrivateKey({ key, format: "der", type: "pkcs8", passphrase });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ERR_OSSL_EVP_UNSUPPORTED") {
      throw new JwtAuthError(
        "unsupported-encryption",
        "key",
        "this private key is encrypted with an outdated cipher that is no longer supported. Encrypt it anew with openssl pkcs8 -topk8.",
        { cause },
      );
    }
    throw new JwtAuthError(
      "wrong-passphrase",
      "passphrase",
      "this does not open the private key. Type the passphrase that the key was encrypted with.",
      { cause },
    );
  }
}
