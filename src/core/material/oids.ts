import { TAG } from "./der";
import { encode } from "./der-writer";

/** Object identifiers of keys (RFC 8017, RFC 5480, RFC 8410, RFC 9881), by the name of what they identify. */
export const OID = {
  RSA: "1.2.840.113549.1.1.1",
  "RSA-PSS": "1.2.840.113549.1.1.10",
  mgf1: "1.2.840.113549.1.1.8",
  EC: "1.2.840.10045.2.1",
  primeField: "1.2.840.10045.1.1",
  Ed25519: "1.3.101.112",
} as const;

/** ML-DSA (RFC 9881 section 2). */
const ML_DSA: Record<string, string> = {
  "2.16.840.1.101.3.4.3.17": "ML-DSA-44",
  "2.16.840.1.101.3.4.3.18": "ML-DSA-65",
  "2.16.840.1.101.3.4.3.19": "ML-DSA-87",
};

export const mlDsaOf = (objectIdentifier: string): string | undefined => ML_DSA[objectIdentifier];

export const oidOfMlDsa = (name: string): string =>
  Object.keys(ML_DSA).find((objectIdentifier) => ML_DSA[objectIdentifier] === name) ?? "";

/** Keys that no JWS algorithm uses, in words. */
const OTHERS: Record<string, string> = {
  "1.2.840.10040.4.1": "a DSA key",
  "1.2.840.113549.1.3.1": "a DH key",
  "1.2.840.10046.2.1": "a DH key",
  "1.3.101.110": "an X25519 key",
  "1.3.101.111": "an X448 key",
  "1.3.101.113": "an Ed448 key",
};

export const otherKey = (objectIdentifier: string): string =>
  OTHERS[objectIdentifier] ?? `a key of another type (${objectIdentifier})`;

/** Hashes by object identifier (RFC 4055 section 2.1). JWS does not use SHA-1. */
const HASHES: Record<string, "sha1" | "sha256" | "sha384" | "sha512"> = {
  "1.3.14.3.2.26": "sha1",
  "2.16.840.1.101.3.4.2.1": "sha256",
  "2.16.840.1.101.3.4.2.2": "sha384",
  "2.16.840.1.101.3.4.2.3": "sha512",
};

export const hashOf = (objectIdentifier: string) => HASHES[objectIdentifier] ?? "other";

/** An AlgorithmIdentifier (RFC 5280 section 4.1.1.2). */
export const algorithmIdentifier = (dotted: string, ...parameters: Buffer[]): Buffer =>
  encode(TAG.sequence, objectIdentifier(dotted), ...parameters);

/** An OBJECT IDENTIFIER. */
export function objectIdentifier(dotted: string): Buffer {
  const [first = 0, second = 0, ...others] = dotted.split(".").map(Number);
  return encode(TAG.objectIdentifier, Buffer.from([40 * first + second, ...others].flatMap(toBase128)));
}

/** Seven bits per byte. All bytes but the last have the high bit. */
function toBase128(arc: number): number[] {
  const bytes = [arc & 0x7f];
  for (let rest = arc >>> 7; rest > 0; rest >>>= 7) bytes.unshift(0x80 | (rest & 0x7f));
  return bytes;
}
