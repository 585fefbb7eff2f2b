import { nodeCrypto } from "../lib/node-crypto";
import { DecryptionError } from "./key-errors";

/** A block cipher in CBC mode. */
export interface Cipher {
  /** Name in Node. */
  name: string;
  keyBytes: number;
  ivBytes: number;
}

const aes = (bits: number): Cipher => ({ name: `aes-${bits}-cbc`, keyBytes: bits / 8, ivBytes: 16 });
export const TRIPLE_DES: Cipher = { name: "des-ede3-cbc", keyBytes: 24, ivBytes: 8 };

/** The ciphers of PBES2 by object identifier (RFC 8018 appendix B.2, RFC 3565 section 4.1), and their names in a PEM. */
const CIPHERS: [objectIdentifier: string, pemName: string, cipher: Cipher][] = [
  ["2.16.840.1.101.3.4.1.2", "AES-128-CBC", aes(128)],
  ["2.16.840.1.101.3.4.1.22", "AES-192-CBC", aes(192)],
  ["2.16.840.1.101.3.4.1.42", "AES-256-CBC", aes(256)],
  ["1.2.840.113549.3.7", "DES-EDE3-CBC", TRIPLE_DES],
];

/** Other schemes, ciphers, and hashes, in words, by the start of their object identifiers or of their names in a PEM. */
const OTHERS: [start: string, words: string][] = [
  ["1.2.840.113549.1.5.10", "DES"],
  ["1.2.840.113549.1.5.11", "RC2"],
  ["1.2.840.113549.1.5.1", "DES and MD2"],
  ["1.2.840.113549.1.5.3", "DES and MD5"],
  ["1.2.840.113549.1.5.4", "RC2 and MD2"],
  ["1.2.840.113549.1.5.6", "RC2 and MD5"],
  ["1.2.840.113549.1.12.1.1", "RC4"],
  ["1.2.840.113549.1.12.1.2", "RC4"],
  ["1.2.840.113549.1.12.1.", "RC2"],
  ["1.2.840.113549.3.2", "RC2"],
  ["1.2.840.113549.3.4", "RC4"],
  ["1.3.14.3.2.7", "DES"],
  ["2.16.840.1.101.3.4.1.", "AES in a mode other than CBC"],
  ["1.3.6.1.4.1.3029.1.", "Blowfish"],
  ["1.2.840.113533.7.66.", "CAST5"],
  ["1.2.392.200011.61.1.1.1.", "Camellia"],
  ["1.2.410.200046.1.1.", "ARIA"],
  ["1.2.410.200004.1.", "SEED"],
  ["1.2.156.10197.1.104.", "SM4"],
  ["1.2.840.113549.2.6", "HMAC-MD5"],
  ["DES-", "DES"],
  ["RC2-", "RC2"],
  ["AES-", "AES in a mode other than CBC"],
  ["BF-", "Blowfish"],
  ["CAST5-", "CAST5"],
  ["CAMELLIA-", "Camellia"],
  ["ARIA-", "ARIA"],
  ["SEED-", "SEED"],
  ["SM4-", "SM4"],
];

/** @throws DecryptionError for a cipher that is not supported */
export function cipherOf(objectIdentifierOrPemName: string): Cipher {
  const [, , cipher] = CIPHERS.find((names) => names.includes(objectIdentifierOrPemName)) ?? [];
  if (cipher) return cipher;
  throw unsupported(objectIdentifierOrPemName);
}

/** The error for a scheme or cipher that is not supported. */
export function unsupported(name: string): DecryptionError {
  const [, words = "an unknown algorithm"] = OTHERS.find(([start]) => name.startsWith(start)) ?? [];
  return new DecryptionError({ kind: "cipher", name: words });
}

/** @throws DecryptionError if the key, and so the passphrase, is wrong */
export function decipher({ name }: Cipher, key: Buffer, iv: Buffer, data: Buffer): Buffer {
  try {
    const stream = nodeCrypto().createDecipheriv(name, key, iv);
    return Buffer.concat([stream.update(data), stream.final()]);
  } catch (cause) {
    throw new DecryptionError({ kind: "passphrase" }, { cause });
  }
}
