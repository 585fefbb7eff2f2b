import { listOf } from "../lib/words";

/** How a JWS "alg" signs: with a shared secret, with an RSA, EC, or Edwards-curve private key, or not at all. */
export type Family = "hmac" | "rsa" | "ec" | "okp" | "none";

/** WebCrypto parameters for importing a key and signing with it. */
export interface SigningParameters {
  /** Empty if nothing is signed. */
  name: string;
  hash?: string;
  namedCurve?: string;
  /** In bytes. */
  saltLength?: number;
}

/** The definition of a JWS algorithm (RFC 7518 section 3.1, RFC 8037 section 3.1). */
export interface Algorithm {
  name: string;
  family: Family;
  parameters: SigningParameters;
  /** The "kty" and "crv" of its JWKs. */
  kty?: string;
  curve?: string;
  /**
   * Length of its signatures. Undefined for RSA, where the key determines it (RFC 7518 sections 3.2 and 3.4, RFC 8037
   * section 3.1).
   */
  signatureBytes?: number;
  /** Smallest RSA modulus in bits (RFC 7518 sections 3.3 and 3.5). */
  minModulusBits?: number;
  /** Largest RSA modulus in bits. Doubling it makes signing eight times slower. Go's TLS has the same limit. */
  maxModulusBits?: number;
  /** Describes its key, for errors. */
  needs: string;
}

/** What HMAC algorithms need, for errors. */
export const SHARED_SECRET = "a shared secret";

const hmac = (bits: number) =>
  ({
    family: "hmac",
    kty: "oct",
    parameters: { name: "HMAC", hash: `SHA-${bits}` },
    signatureBytes: bits / 8,
    needs: SHARED_SECRET,
  }) as const;

/** RSASSA-PSS uses a salt as long as its hash (RFC 7518 section 3.5). RSASSA-PKCS1-v1_5 uses none. */
const rsa = (name: string, bits: number) =>
  ({
    family: "rsa",
    kty: "RSA",
    parameters: { name, hash: `SHA-${bits}`, saltLength: bits / 8 },
    minModulusBits: 2048,
    maxModulusBits: 8192,
    needs: "an RSA key",
  }) as const;

const ec = (curve: string, bits: number, signatureBytes: number) =>
  ({
    family: "ec",
    kty: "EC",
    curve,
    parameters: { name: "ECDSA", hash: `SHA-${bits}`, namedCurve: curve },
    signatureBytes,
    needs: `an EC key on curve ${curve}`,
  }) as const;

const table: Algorithm[] = [
  { name: "HS256", ...hmac(256) },
  { name: "HS384", ...hmac(384) },
  { name: "HS512", ...hmac(512) },
  { name: "RS256", ...rsa("RSASSA-PKCS1-v1_5", 256) },
  { name: "RS384", ...rsa("RSASSA-PKCS1-v1_5", 384) },
  { name: "RS512", ...rsa("RSASSA-PKCS1-v1_5", 512) },
  { name: "PS256", ...rsa("RSA-PSS", 256) },
  { name: "PS384", ...rsa("RSA-PSS", 384) },
  { name: "PS512", ...rsa("RSA-PSS", 512) },
  { name: "ES256", ...ec("P-256", 256, 64) },
  { name: "ES384", ...ec("P-384", 384, 96) },
  { name: "ES512", ...ec("P-521", 512, 132) },
  {
    name: "EdDSA",
    family: "okp",
    kty: "OKP",
    curve: "Ed25519",
    parameters: { name: "Ed25519" },
    signatureBytes: 64,
    needs: "an Ed25519 key",
  },
  { name: "none", family: "none", parameters: { name: "" }, signatureBytes: 0, needs: "no key" },
];

/** The algorithm for a token's "alg". RFC 9864 names EdDSA after its curve, Ed25519. Undefined if it is not supported. */
export const algorithmOf = (alg: string): Algorithm | undefined =>
  algorithms.get(alg === "Ed25519" ? "EdDSA" : alg);

/** All algorithms, by their JWS "alg" name. */
export const algorithms: ReadonlyMap<string, Algorithm> = new Map(table.map((entry) => [entry.name, entry]));

/** The algorithms that sign with a private key, without their sizes, for errors: `RS, PS, ES, or EdDSA`. */
export function privateKeyAlgorithms(): string {
  const names = table.filter(({ kty }) => kty && kty !== "oct").map(({ name }) => name.replace(/\d+$/, ""));
  return listOf([...new Set(names)], "or");
}
