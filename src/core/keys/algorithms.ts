/** How a JWS "alg" signs: with a shared secret, with an RSA, EC or Edwards-curve private key, or not at all. */
export type Family = "hmac" | "rsa" | "ec" | "okp" | "none";

/** All there is to know about one JWS algorithm (RFC 7518 section 3.1, RFC 8037 section 3.1). */
export interface Algorithm {
  name: string;
  family: Family;
  /** Hash of the signature, by its WebCrypto name. */
  hash?: string;
  /** JWK "kty" and "crv" of its keys. */
  kty?: string;
  curve?: string;
  /** Length of its signatures, for RSA by the key (RFC 7518 sections 3.2 and 3.4, RFC 8037 section 3.1). */
  signatureBytes?: number;
  /** Smallest RSA modulus in bits (RFC 7518 sections 3.3 and 3.5). */
  smallestKey?: number;
  /** Largest RSA modulus in bits. Signing takes eight times as long with twice as many; Go's TLS has the same limit. */
  largestKey?: number;
  /** Its key in words, for errors. */
  needs: string;
}

const hmac = { family: "hmac", kty: "oct", needs: "a shared secret" } as const;
const rsa = { family: "rsa", kty: "RSA", smallestKey: 2048, largestKey: 8192, needs: "an RSA key" } as const;
const ec = (curve: string, signatureBytes: number) =>
  ({ family: "ec", kty: "EC", curve, signatureBytes, needs: `an EC key on curve ${curve}` }) as const;

const table: Algorithm[] = [
  { name: "HS256", hash: "SHA-256", signatureBytes: 32, ...hmac },
  { name: "HS384", hash: "SHA-384", signatureBytes: 48, ...hmac },
  { name: "HS512", hash: "SHA-512", signatureBytes: 64, ...hmac },
  { name: "RS256", hash: "SHA-256", ...rsa },
  { name: "RS384", hash: "SHA-384", ...rsa },
  { name: "RS512", hash: "SHA-512", ...rsa },
  { name: "PS256", hash: "SHA-256", ...rsa },
  { name: "PS384", hash: "SHA-384", ...rsa },
  { name: "PS512", hash: "SHA-512", ...rsa },
  { name: "ES256", hash: "SHA-256", ...ec("P-256", 64) },
  { name: "ES384", hash: "SHA-384", ...ec("P-384", 96) },
  { name: "ES512", hash: "SHA-512", ...ec("P-521", 132) },
  { name: "EdDSA", family: "okp", kty: "OKP", curve: "Ed25519", signatureBytes: 64, needs: "an Ed25519 key" },
  { name: "none", family: "none", signatureBytes: 0, needs: "no key" },
];

/** The algorithm of a token's "alg", by which RFC 9864 names EdDSA after its curve; undefined for one not known here. */
export const algorithmOf = (alg: string): Algorithm | undefined =>
  algorithms.get(alg === "Ed25519" ? "EdDSA" : alg);

/** The table of algorithms by their JWS "alg" name. */
export const algorithms: ReadonlyMap<string, Algorithm> = new Map(table.map((entry) => [entry.name, entry]));
