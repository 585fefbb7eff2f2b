import { listOf } from "../lib/words";

/** How a JWS "alg" signs: with a shared secret, a key pair of some type, or not at all. */
type Family = "hmac" | "rsa" | "ec" | "okp" | "akp" | "none";

/** The definition of a JWS algorithm. */
export interface Algorithm {
  name: string;
  family: Family;
  /** Name in Node. Undefined if the algorithm hashes by itself. */
  hash?: "sha256" | "sha384" | "sha512";
  /** Length of the random salt of RSASSA-PSS in bytes: that of its hash (RFC 7518 section 3.5). */
  saltLength?: number;
  /** The "kty" of its JWKs. */
  kty?: string;
  /** The "crv" of its JWKs, or for ML-DSA, the "alg". */
  curve?: string;
  /**
   * Length of its signatures. Undefined for RSA, where the key determines it (RFC 7518 sections 3.2 and 3.4, RFC 8037
   * section 3.1, FIPS 204 table 2).
   */
  signatureBytes?: number;
  /** Smallest RSA modulus in bits (RFC 7518 sections 3.3 and 3.5). */
  minModulusBits?: number;
  /** Largest RSA modulus in bits. Doubling it makes signing eight times slower. Go's TLS has the same limit. */
  maxModulusBits?: number;
  /** Whether jose can verify it on every version of Node. */
  isInJose: boolean;
  /** Describes its key, for errors. */
  needs: string;
}

/** What HMAC algorithms need, for errors. */
export const SHARED_SECRET = "a shared secret";

type Bits = 256 | 384 | 512;

const hmac = (bits: Bits) =>
  ({
    family: "hmac",
    kty: "oct",
    hash: `sha${bits}`,
    signatureBytes: bits / 8,
    isInJose: true,
    needs: SHARED_SECRET,
  }) as const;

const rsa = (bits: Bits) =>
  ({
    family: "rsa",
    kty: "RSA",
    hash: `sha${bits}`,
    minModulusBits: 2048,
    maxModulusBits: 8192,
    isInJose: true,
    needs: "an RSA key",
  }) as const;

const pss = (bits: Bits) => ({ ...rsa(bits), saltLength: bits / 8 }) as const;

const ecKeyOn = (curves: string): string => `an EC key on curve ${curves}`;

const ec = (curve: string, bits: Bits, signatureBytes: number) =>
  ({
    family: "ec",
    kty: "EC",
    curve,
    hash: `sha${bits}`,
    signatureBytes,
    isInJose: true,
    needs: ecKeyOn(curve),
  }) as const;

const ED25519 = {
  family: "okp",
  kty: "OKP",
  curve: "Ed25519",
  signatureBytes: 64,
  isInJose: true,
  needs: "an Ed25519 key",
} as const;

const mlDsa = (name: string, signatureBytes: number) =>
  ({
    name,
    family: "akp",
    kty: "AKP",
    curve: name,
    signatureBytes,
    isInJose: false,
    needs: `an ${name} key`,
  }) as const;

/** RFC 7518 section 3.1, RFC 8812 section 3.2, RFC 8037 section 3.1, RFC 9864 section 2.2, and RFC 9964. */
const table: Algorithm[] = [
  { name: "HS256", ...hmac(256) },
  { name: "HS384", ...hmac(384) },
  { name: "HS512", ...hmac(512) },
  { name: "RS256", ...rsa(256) },
  { name: "RS384", ...rsa(384) },
  { name: "RS512", ...rsa(512) },
  { name: "PS256", ...pss(256) },
  { name: "PS384", ...pss(384) },
  { name: "PS512", ...pss(512) },
  { name: "ES256", ...ec("P-256", 256, 64) },
  { name: "ES384", ...ec("P-384", 384, 96) },
  { name: "ES512", ...ec("P-521", 512, 132) },
  { name: "ES256K", ...ec("secp256k1", 256, 64), isInJose: false },
  { name: "EdDSA", ...ED25519 },
  { name: "Ed25519", ...ED25519 },
  mlDsa("ML-DSA-44", 2420),
  mlDsa("ML-DSA-65", 3309),
  mlDsa("ML-DSA-87", 4627),
  { name: "none", family: "none", signatureBytes: 0, isInJose: false, needs: "no key" },
];

/** All algorithms, by their JWS "alg" name. */
export const algorithms: ReadonlyMap<string, Algorithm> = new Map(table.map((entry) => [entry.name, entry]));

/** The word that leaves the choice of the algorithm to the key. */
export const AUTO = "auto";

/** The algorithms that a key can be used with. */
export interface AlgorithmChoice {
  /** The selected one, or those that the key can choose from, in order of preference. */
  algorithms: readonly Algorithm[];
  /** Whether the user selected it, so that anything is signed with that can be. */
  isSelected?: boolean;
  /** The service that accepts only these, if it is what limits the choice. */
  service?: string;
}

/** Everything that a key can choose from, the most common names first. */
const SIGNING = table.filter(({ name }) => name !== "none");

/**
 * The algorithms to choose from.
 *
 * @param name a JWS "alg", or {@link AUTO}
 * @param accepted names of the algorithms that a service accepts, in order of preference
 * @param service its label
 */
export function choiceOf(name: string, accepted?: readonly string[], service?: string): AlgorithmChoice {
  const selected = algorithms.get(name);
  if (selected) return { algorithms: [selected], isSelected: true };
  if (!accepted) return { algorithms: SIGNING };
  return { algorithms: accepted.flatMap((other) => algorithms.get(other) ?? []), service };
}

export const isForSecret = ({ family }: Algorithm): boolean => family === "hmac";

/** Whether a choice includes algorithms with a shared secret. */
export const allowsSecret = ({ algorithms }: AlgorithmChoice): boolean => algorithms.some(isForSecret);

export const isForPrivateKey = ({ family }: Algorithm): boolean => family !== "hmac" && family !== "none";

/** Whether a choice includes algorithms with a private key. */
export const allowsPrivateKey = ({ algorithms }: AlgorithmChoice): boolean =>
  algorithms.some(isForPrivateKey);

/** What the keys of a choice are, for errors. */
export function needsOf({ algorithms, service }: AlgorithmChoice): string {
  const curves = [
    ...new Set(algorithms.flatMap(({ family, curve }) => (family === "ec" ? (curve ?? []) : []))),
  ];
  const needs = [
    ...new Set(
      algorithms.map(({ family, needs: own }) => (family === "ec" ? ecKeyOn(listOf(curves, "or")) : own)),
    ),
  ];
  if (needs.length <= MAX_NEEDS || service !== undefined) return listOf(needs, "or");
  return algorithms.some(isForSecret) ? KEY_OR_SECRET : "a private key";
}

/** What a key must suit, for errors: the selected algorithm, or the service. Undefined if any algorithm will do. */
export function nameOfChoice({ algorithms, service }: AlgorithmChoice): string | undefined {
  if (service !== undefined || algorithms.length > 1) return service;
  return algorithms[0]?.name;
}

/** What signing needs if any algorithm will do. */
const KEY_OR_SECRET = "a secret or private key";

const MAX_NEEDS = 2;

/** Whether two algorithms are names of the same one: RFC 9864 names EdDSA after its curve, Ed25519. */
export const isSameAlgorithm = (name: string, other: Algorithm): boolean =>
  name === other.name || (other.curve === "Ed25519" && algorithms.get(name)?.curve === "Ed25519");

/** The algorithms that sign with a private key, without sizes and other names, for errors: `RS, PS, ES, …`. */
export function privateKeyAlgorithms(): string {
  const signing = table.filter(({ name, kty }) => kty && kty !== "oct" && name !== "Ed25519");
  const names = signing.map(({ name }) => name.replace(/-?\d+K?$/, ""));
  return listOf([...new Set(names)], "or");
}
