import { DerReader, TAG } from "../../src/core/material/der";
import { encode, encodeInteger } from "../../src/core/material/der-writer";
import { algorithmIdentifier } from "../../src/core/material/oids";

/** The salt and the IV of {@link pbes2}. */
export const SALT = Buffer.alloc(8, 1);
export const IV = Buffer.alloc(16, 2);

const identifier = (objectIdentifier: string, parameters: Buffer): Buffer =>
  encode(TAG.sequence, new DerReader(algorithmIdentifier(objectIdentifier)).sequence().rest, parameters);

/** Encrypted PKCS#8 in DER: PBKDF2 with HMAC-SHA-1 and AES-128-CBC (RFC 8018 appendix A). */
export const pbes2 = (
  iterations: bigint,
  encrypted: Buffer,
  { salt = SALT, iv = IV, keyBytes = 16 } = {},
): Buffer => {
  const parameters = [encode(TAG.octetString, salt), ...[iterations, BigInt(keyBytes)].map(encodeInteger)];
  return encryptedBy("1.2.840.113549.1.5.12", parameters, encrypted, iv);
};

/** The same with scrypt (RFC 7914 section 7). */
export const scrypt = (N: bigint, r: bigint, p: bigint): Buffer =>
  encryptedBy(
    "1.3.6.1.4.1.11591.4.11",
    [encode(TAG.octetString, SALT), ...[N, r, p].map(encodeInteger)],
    Buffer.alloc(64),
  );

function encryptedBy(objectIdentifier: string, parameters: Buffer[], encrypted: Buffer, iv = IV): Buffer {
  const derivation = identifier(objectIdentifier, encode(TAG.sequence, ...parameters));
  const cipher = identifier("2.16.840.1.101.3.4.1.2", encode(TAG.octetString, iv));
  const scheme = identifier("1.2.840.113549.1.5.13", encode(TAG.sequence, derivation, cipher));
  return encode(TAG.sequence, scheme, encode(TAG.octetString, encrypted));
}
