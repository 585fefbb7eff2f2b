import type { FieldName } from "../../field-name";
import { JwtAuthError } from "../lib/errors";
import { trim } from "../lib/repair";
import { decryptPkcs8, decryptTraditional } from "../material/decrypt";
import { DerError } from "../material/der";
import { BadKey, DecryptionError, type DecryptionProblem } from "../material/key-errors";
import type { KeyParts } from "../material/parts";
import { readPkcs12 } from "../material/pkcs12";
import { readPkcs8 } from "../material/private-key-info";
import { privateKeyReaders } from "../material/readers";
import { findShape, shapeOf } from "../material/shape";
import type { PrivateKeySource } from "./key-source";
import type { PemKey } from "./pem";
import { derInstead, keystoreError, keystorePassphraseError } from "./refusals";

/** The error for a private key whose bytes or numbers are wrong. */
export const damagedKey = (field: FieldName, cause: unknown) =>
  new JwtAuthError(field, "This private key is damaged. Copy it again from the original.", { cause });

/** In bytes. A key of 16,384 bits is smaller. */
const MAX_KEY_BYTES = 16_000;

/** A private key, and what was changed to read it, in sentences for the user. */
interface OpenedKey {
  parts: KeyParts;
  notes?: string[];
}

/**
 * Reads PKCS#8, encrypted PKCS#8, PKCS#1, or SEC1. The bytes determine the format, whatever the PEM's label says. A passphrase is
 * tried without the white space around it, too.
 *
 * @throws JwtAuthError if it is something else, encrypted without the right passphrase, incomplete, or damaged
 */
export function fromDer(pem: PemKey, source: PrivateKeySource): OpenedKey {
  const passphrase = trim(source.passphrase);
  if (!passphrase || passphrase === source.passphrase) return { parts: read(pem, source) };
  let isUsed = false;
  try {
    const parts = read(pem, { ...source, passphrase }, () => {
      isUsed = true;
    });
    return { parts, notes: isUsed ? [TRIMMED] : [] };
  } catch (error) {
    if (!(error instanceof JwtAuthError) || error.field !== "passphrase") throw error;
    return { parts: read(pem, source) };
  }
}

const TRIMMED = "Spaces or line breaks around the passphrase were ignored.";

function read({ bytes, encryption }: PemKey, source: PrivateKeySource, onUse?: () => void): KeyParts {
  const { field } = source;
  const askPassphrase = () => {
    onUse?.();
    return passphraseOf(source);
  };
  try {
    if (!encryption && findShape(bytes) === "pkcs12") return readKeystore(bytes, source, onUse);
    if (bytes.length > MAX_KEY_BYTES) throw tooLarge(field, bytes);
    if (encryption)
      return readDecrypted(decryptTraditional(encryption.cipher, encryption.iv, bytes, askPassphrase));
    const shape = shapeOf(bytes);
    if (shape === "encryptedPkcs8") return readDecrypted(decryptPkcs8(bytes, askPassphrase));
    const reader = shape && privateKeyReaders.get(shape);
    if (reader) return reader(bytes);
    throw (shape && derInstead(field, shape)) ?? damagedKey(field, undefined);
  } catch (error) {
    throw explain(error, field);
  }
}

/** The only key in a PKCS#12 keystore. Its passphrase can be empty. */
function readKeystore(bytes: Buffer, { field, passphrase }: PrivateKeySource, onUse?: () => void): KeyParts {
  const [bag, ...others] = readPkcs12(bytes);
  if (!bag || others.length > 0 || bag.der.length > MAX_KEY_BYTES)
    throw keystoreError(field, bag ? 1 + others.length : 0);
  if (!bag.isEncrypted) return readPkcs8(bag.der);
  onUse?.();
  try {
    return readDecrypted(decryptPkcs8(bag.der, () => passphrase));
  } catch (error) {
    // Nothing else tells that it is not empty.
    if (error instanceof DecryptionError && error.problem.kind === "passphrase")
      throw keystorePassphraseError(passphrase);
    throw error;
  }
}

/** With the wrong passphrase, the padding can be right by chance, but what is decrypted cannot be DER. */
function readDecrypted(der: Buffer): KeyParts {
  const shape = findShape(der);
  if (!shape) throw new DecryptionError({ kind: "passphrase" });
  const read = privateKeyReaders.get(shape);
  if (!read) throw new DerError("no private key in the encryption");
  return read(der);
}

function passphraseOf({ passphrase }: PrivateKeySource): string {
  if (passphrase) return passphrase;
  throw new JwtAuthError("passphrase", "The private key is encrypted. Enter its passphrase.", {
    isMissing: true,
  });
}

/** Something else can be this large. */
function tooLarge(field: FieldName, bytes: Buffer): JwtAuthError {
  const shape = findShape(bytes);
  const error = new JwtAuthError(
    field,
    "Too large for a private key. Use a single key of at most 8192 bits.",
  );
  return (shape && derInstead(field, shape)) ?? error;
}

function explain(error: unknown, field: FieldName): unknown {
  if (error instanceof DerError && error.isTruncated) {
    const problem = "This key is incomplete: part of it is missing. Copy it again, down to the last line.";
    return new JwtAuthError(field, problem, { cause: error });
  }
  if (error instanceof DerError || error instanceof BadKey) return damagedKey(field, error);
  return error instanceof DecryptionError ? explainDecryption(error.problem, field, error) : error;
}

function explainDecryption(problem: DecryptionProblem, field: FieldName, cause: unknown): JwtAuthError {
  const fail = (text: string, name = field) => new JwtAuthError(name, text, { cause });
  switch (problem.kind) {
    case "passphrase":
      return fail("Wrong passphrase for this private key.", "passphrase");
    case "cipher":
      return fail(
        `This private key is encrypted with ${problem.name}, which isn't supported. Re-encrypt it with openssl pkcs8 -topk8 -provider legacy -provider default -in OLD -out NEW.`,
      );
    case "scrypt":
      return fail(
        "This private key is encrypted with scrypt settings that take too long. Export it again with PBKDF2 or less scrypt memory.",
      );
    case "rounds":
      return fail(
        `This private key uses ${Number.isFinite(problem.rounds) ? problem.rounds : "too many"} key derivation rounds, and at most ${problem.max} are supported. Re-encrypt it with openssl pkcs8 -topk8 -in OLD -out NEW.`,
      );
  }
}
