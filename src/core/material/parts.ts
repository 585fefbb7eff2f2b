import type { Curve } from "./curves";

/** What an RSA-PSS key restricts its signatures to (RFC 4055 section 3.1). */
export interface PssRestriction {
  /** A hash by its name in Node; "other" if it is another one, or not the same throughout. */
  hash: "any" | "other" | "sha1" | "sha256" | "sha384" | "sha512";
  /** Smallest salt in bytes. */
  saltLength: number;
}

/** A prime factor of an RSA modulus, with the numbers that make signing faster (RFC 8017 section 3.2). */
export interface RsaPrime {
  prime: bigint;
  /** The private exponent modulo `prime - 1`. */
  exponent?: bigint;
  /** The inverse of the product of the primes before it; for the first, the inverse of the second. */
  coefficient?: bigint;
}

/** RSA, also with more than two primes (RFC 8017). */
export interface RsaParts {
  type: "RSA";
  n: bigint;
  e: bigint;
  d?: bigint;
  /** The coefficient of the second prime is with the first one. Empty if only the exponent is known. */
  primes: RsaPrime[];
  pss?: PssRestriction;
}

/** ECDSA (RFC 5915). */
export interface EcParts {
  type: "EC";
  curve: Curve;
  d?: bigint;
  x?: bigint;
  y?: bigint;
}

/** Ed25519 (RFC 8032 section 5.1.5): 32 bytes each. */
export interface OkpParts {
  type: "OKP";
  seed?: Buffer;
  x?: Buffer;
}

/** ML-DSA (FIPS 204, RFC 9881, RFC 9964). */
export interface AkpParts {
  type: "AKP";
  /** Such as `ML-DSA-44`. */
  name: string;
  seed?: Buffer;
  /** The private key computed from the seed. */
  expanded?: Buffer;
  pub?: Buffer;
}

/** A key that no JWS algorithm uses. */
export interface OtherParts {
  type: "other";
  /** What it is, such as "a DSA key". */
  words: string;
}

/** The parts of a key as read, not checked yet. Those of a private key that are missing can be computed. */
export type KeyParts = RsaParts | EcParts | OkpParts | AkpParts | OtherParts;
