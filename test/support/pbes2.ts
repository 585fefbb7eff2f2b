import { DerReader, TAG } from "../../src/core/material/der";
import { encode, encodeInteger } from "../../src/core/material/der-writer";
import { algorithmIdentifier } from "../../src/core/material/oids";

/** The salt and the IV of {@link pbes2}. */
export const SALT = Buffer.alloc(8, 1);
export const IV = Buffer.alloc(16, 2);

const identifier = (objectIdentifier: string, parameters: Buffer): Buffer =>
  encode(TAG.sequence, new DerReader(algorithmIdentifier(objectIdentifier)).sequence().rest, parameters);

/** Encrypted PKCS#8 in DER: PBKDF2 with HMAC-SHA-1 and AES-128-CBC (RFC 8018 appendix A). */
export function pbes2(iterations: bigint, encrypted: Buffer, salt = SALT): Buffer {
  const derivation = encode(TAG.sequence, encode(TAG.octetString, salt), encodeInteger(iterations));
  const parameters = encode(
    TAG.sequence,
    identifier("1.2.840.113549.1.5.12", derivation),
    identifier("2.16.840.1.101.3.4.1.2", encode(TAG.octetString, IV)),
  );
  const scheme = identifier("1.2.840.113549.1.5.13", parameters);
  return encode(TAG.sequence, scheme, encode(TAG.octetString, encrypted));
}
