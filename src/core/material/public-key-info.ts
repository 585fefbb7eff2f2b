import { DerReader } from "./der";
import { readPoint } from "./ec";
import { type KeyType, readKeyType } from "./key-type";
import type { KeyParts, RsaParts } from "./parts";

/**
 * Reads a public key as SubjectPublicKeyInfo (RFC 5280 section 4.1.2.7).
 *
 * @throws DerError, or BadKey for a point that is not on the curve
 */
export function readSpki(info: DerReader): KeyParts {
  const type = readKeyType(info.sequence());
  const publicKey = info.bitString();
  info.end();
  return readPublicKey(type, publicKey);
}

function readPublicKey(type: KeyType, publicKey: Buffer): KeyParts {
  switch (type.type) {
    case "RSA":
      return { ...readRsaPublicKey(new DerReader(publicKey)), pss: type.pss };
    case "EC":
      return { ...type, ...readPoint(publicKey, type.curve) };
    case "OKP":
      return { ...type, x: publicKey };
    case "AKP":
      return { ...type, pub: publicKey };
    default:
      return type;
  }
}

/** Reads an RSA public key in PKCS#1 (RFC 8017 appendix A.1.1). */
export function readRsaPublicKey(reader: DerReader): RsaParts {
  const key = reader.sequence();
  reader.end();
  const parts: RsaParts = { type: "RSA", n: key.integer(), e: key.integer(), primes: [] };
  key.end();
  return parts;
}
