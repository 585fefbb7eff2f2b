import { nodeCrypto } from "../lib/node-crypto";
import { unsupported } from "./ciphers";
import { DerError, type DerReader, TAG } from "./der";
import { DecryptionError } from "./key-errors";

/** Derives a key of a length in bytes from a passphrase. */
type Derivation = (passphrase: string, keyBytes: number) => Buffer;

/**
 * Hash and maximum rounds of PBKDF2 by the object identifier of its HMAC (RFC 8018 appendix B.1). The maximum takes about
 * half a second, during which the host is blocked.
 */
const HMACS: Record<string, { hash: string; max: number }> = {
  "1.2.840.113549.2.7": { hash: "sha1", max: 1_000_000 },
  "1.2.840.113549.2.8": { hash: "sha224", max: 1_000_000 },
  "1.2.840.113549.2.9": { hash: "sha256", max: 1_000_000 },
  "1.2.840.113549.2.10": { hash: "sha384", max: 500_000 },
  "1.2.840.113549.2.11": { hash: "sha512", max: 500_000 },
  "1.2.840.113549.2.12": { hash: "sha512-224", max: 500_000 },
  "1.2.840.113549.2.13": { hash: "sha512-256", max: 500_000 },
};
const HMAC_SHA1 = "1.2.840.113549.2.7";

/** OpenSSL uses half of this memory and an eighth of these blocks, unless told otherwise. */
const MAX_SCRYPT_BYTES = 33 * 1024 * 1024;
const MAX_SCRYPT_BLOCKS = 2 ** 20;

const MAX_SALT_BYTES = 1024;

const PBKDF2 = "1.2.840.113549.1.5.12";
const SCRYPT = "1.3.6.1.4.1.11591.4.11";

/**
 * Reads the key derivation of PBES2 (RFC 8018 appendix A.2 and A.4, RFC 7914 section 7).
 *
 * @throws DecryptionError if it is not supported, or takes too long
 */
export function readDerivation(identifier: DerReader): Derivation {
  const objectIdentifier = identifier.objectIdentifier();
  if (objectIdentifier !== PBKDF2 && objectIdentifier !== SCRYPT) throw unsupported(objectIdentifier);
  const parameters = identifier.sequence();
  identifier.end();
  return objectIdentifier === PBKDF2 ? readPbkdf2(parameters) : readScrypt(parameters);
}

function readPbkdf2(parameters: DerReader): Derivation {
  const salt = readSalt(parameters);
  const rounds = parameters.smallInteger();
  const keyBytes = parameters.nextTag === TAG.integer ? parameters.smallInteger() : undefined;
  const hmac = parameters.isAtEnd ? HMAC_SHA1 : readHmac(parameters.sequence());
  parameters.end();
  const { hash, max } = HMACS[hmac] ?? {};
  if (!hash || !max) throw unsupported(hmac);
  checkRounds(rounds, max);
  return (passphrase, length) => {
    checkLength(keyBytes, length);
    return nodeCrypto().pbkdf2Sync(passphrase, salt, rounds, length, hash);
  };
}

function readHmac(identifier: DerReader): string {
  const objectIdentifier = identifier.objectIdentifier();
  identifier.optionalNull();
  identifier.end();
  return objectIdentifier;
}

function readScrypt(parameters: DerReader): Derivation {
  const salt = readSalt(parameters);
  const [N, r, p] = [parameters.smallInteger(), parameters.smallInteger(), parameters.smallInteger()];
  const keyBytes = parameters.isAtEnd ? undefined : parameters.smallInteger();
  parameters.end();
  const exponent = Math.log2(N);
  // RFC 7914 section 2.
  if (!Number.isInteger(exponent) || exponent < 1 || exponent >= 16 * r || p < 1)
    throw new DerError("invalid parameters");
  if (128 * r * (N + p) > MAX_SCRYPT_BYTES || N * r * p > MAX_SCRYPT_BLOCKS)
    throw new DecryptionError({ kind: "scrypt" });
  return (passphrase, length) => {
    checkLength(keyBytes, length);
    return nodeCrypto().scryptSync(passphrase, salt, length, { N, r, p, maxmem: 2 * MAX_SCRYPT_BYTES });
  };
}

export function readSalt(parameters: DerReader): Buffer {
  const salt = parameters.octetString();
  if (salt.length > MAX_SALT_BYTES) throw new DerError("salt too long");
  return salt;
}

/** @throws DecryptionError for more rounds than the maximum; DerError for none */
export function checkRounds(rounds: number, max: number): void {
  if (rounds > max) throw new DecryptionError({ kind: "rounds", rounds, max });
  if (rounds < 1) throw new DerError("no rounds");
}

function checkLength(keyBytes: number | undefined, needed: number): void {
  if (keyBytes !== undefined && keyBytes !== needed) throw new DerError("key length of another cipher");
}
