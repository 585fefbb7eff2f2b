import { nodeCrypto } from "../lib/node-crypto";
import { cipherOf, decipher, TRIPLE_DES, unsupported } from "./ciphers";
import { DerError, DerReader } from "./der";
import { checkRounds, readDerivation, readSalt } from "./derivation";
import { deriveForPkcs12, PURPOSE } from "./pkcs12-derivation";

const PBES2 = "1.2.840.113549.1.5.13";

/** Triple DES with SHA-1 (RFC 7292 appendix C), by object identifier: how many bytes of its key are derived. */
const PKCS12_SCHEMES: Record<string, number> = {
  "1.2.840.113549.1.12.1.3": 24,
  "1.2.840.113549.1.12.1.4": 16,
};

/** It hashes in JavaScript, three times for each round. */
const MAX_PKCS12_ROUNDS = 50_000;

/**
 * Decrypts encrypted PKCS#8 (RFC 5958 section 3).
 *
 * @param askPassphrase called only for a key that can be decrypted
 * @throws DerError for anything but the structures of RFC 8018, RFC 7914, and RFC 7292
 * @throws DecryptionError if the encryption is not supported, takes too long, or needs another passphrase
 */
export function decryptPkcs8(der: Buffer, askPassphrase: () => string): Buffer {
  const info = new DerReader(der).sequence();
  const identifier = info.sequence();
  const data = info.octetString();
  info.end();
  const scheme = identifier.objectIdentifier();
  const keyBytes = PKCS12_SCHEMES[scheme];
  if (scheme !== PBES2 && !keyBytes) throw unsupported(scheme);
  const parameters = identifier.sequence();
  identifier.end();
  return keyBytes
    ? decryptByPkcs12(parameters, keyBytes, askPassphrase, data)
    : decryptByPbes2(parameters, askPassphrase, data);
}

function decryptByPbes2(parameters: DerReader, askPassphrase: () => string, data: Buffer): Buffer {
  const derivation = parameters.sequence();
  const encryption = parameters.sequence();
  parameters.end();
  const cipher = cipherOf(encryption.objectIdentifier());
  const iv = encryption.octetString();
  encryption.end();
  if (iv.length !== cipher.ivBytes) throw new DerError("IV of another cipher");
  const derive = readDerivation(derivation);
  return decipher(cipher, derive(askPassphrase(), cipher.keyBytes), iv, data);
}

function decryptByPkcs12(
  parameters: DerReader,
  keyBytes: number,
  askPassphrase: () => string,
  data: Buffer,
): Buffer {
  const salt = readSalt(parameters);
  const rounds = parameters.smallInteger();
  parameters.end();
  checkRounds(rounds, MAX_PKCS12_ROUNDS);
  const passphrase = askPassphrase();
  const derive = (purpose: number, length: number) =>
    deriveForPkcs12(passphrase, salt, rounds, purpose, length);
  const key = derive(PURPOSE.key, keyBytes);
  // With two keys, the third one is the first again.
  const tripleKey = Buffer.concat([key, key]).subarray(0, TRIPLE_DES.keyBytes);
  return decipher(TRIPLE_DES, tripleKey, derive(PURPOSE.iv, TRIPLE_DES.ivBytes), data);
}

/**
 * Decrypts a PEM with OpenSSL's traditional encryption (RFC 1421 section 4.6.1.3, and OpenSSL's EVP_BytesToKey).
 *
 * @param pemCipher name in the PEM, such as AES-256-CBC
 * @param iv in hex; its first eight bytes are the salt
 * @throws DecryptionError if the cipher is not supported, or the passphrase is wrong
 */
export function decryptTraditional(
  pemCipher: string,
  iv: string,
  data: Buffer,
  askPassphrase: () => string,
): Buffer {
  const cipher = cipherOf(pemCipher);
  const ivBytes = Buffer.from(iv, "hex");
  if (ivBytes.length !== cipher.ivBytes) throw new DerError("IV of another cipher");
  const salted = Buffer.concat([Buffer.from(askPassphrase()), ivBytes.subarray(0, 8)]);
  let key = Buffer.alloc(0);
  let hash = Buffer.alloc(0);
  while (key.length < cipher.keyBytes) {
    hash = nodeCrypto().createHash("md5").update(hash).update(salted).digest();
    key = Buffer.concat([key, hash]);
  }
  return decipher(cipher, key.subarray(0, cipher.keyBytes), ivBytes, data);
}
