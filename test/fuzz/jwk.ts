import type { JsonWebKey } from "node:crypto";
import { mlDsaPublicKey } from "../support/noble";
import { curveOf, ecJwk } from "./ec";
import { ed25519Jwk } from "./edwards";
import { RSA_ALGORITHMS } from "./key-tree";
import type { Material } from "./material";
import { toBytes } from "./numbers";
import type { Random } from "./random";
import { known, rsaJwk, rsaSize } from "./rsa";

/** A member of a JSON object: its name, and its value as JSON text, so that names can repeat and values can be anything. */
export type Member = [name: string, json: string];

export interface Jwk {
  what: string;
  members: Member[];
  algorithms: string[];
  kind: "private" | "public";
  isLarge?: boolean;
  verifier?: JsonWebKey;
}

type Build = (random: Random, material: Material) => Jwk;

export const url = (bytes: Buffer): string => bytes.toString("base64url");

const asMembers = (jwk: object): Member[] =>
  Object.entries(jwk).map(([name, value]) => [name, JSON.stringify(value)]);

/** RFC 7518 section 6.3. */
const rsa: Build = (random, material) => {
  const size = rsaSize(random);
  const { d, p, q, dp, dq, qi, oth, ...numbers } = material.rsa(size);
  const own = rsaJwk({ d, p, q, dp, dq, qi, oth, ...numbers });
  const secret = Object.entries({ d, p, q, dp, dq, qi }).map(([name, value]) => [name, url(toBytes(value))]);
  const others = oth.map((prime) => ({
    r: url(toBytes(prime.r)),
    d: url(toBytes(prime.d)),
    t: url(toBytes(prime.t)),
  }));
  const members = asMembers({ ...own, ...Object.fromEntries(secret) });
  if (oth.length > 0) members.push(["oth", JSON.stringify(others)]);
  return {
    what: `JWK RSA ${size}`,
    members,
    algorithms: RSA_ALGORITHMS,
    kind: "private",
    ...known(size, own),
  };
};

/** RFC 7518 section 6.2, and for secp256k1, RFC 8812. */
const ec: Build = (random, material) => {
  const { d, ...numbers } = material.ec(curveOf(random), "own");
  const { curve } = numbers;
  const own = ecJwk({ d, ...numbers });
  const members = asMembers({ ...own, d: url(toBytes(d, curve.size)) });
  const algorithms = curve.algorithm ? [curve.algorithm] : [];
  return { what: `JWK EC ${curve.crv}`, members, algorithms, kind: "private", verifier: own };
};

/** RFC 8037 section 2. */
const okp: Build = (random, material) => {
  if (random.chance(0.7)) {
    const own = material.ed25519("own");
    const members = asMembers({ ...ed25519Jwk(own), d: url(own.seed) });
    const verifier = ed25519Jwk(own);
    return { what: "JWK OKP Ed25519", members, algorithms: ["EdDSA"], kind: "private", verifier };
  }
  const [crv, length] = random.pick([
    ["Ed448", 57],
    ["X25519", 32],
    ["X448", 56],
  ] as const);
  const members = asMembers({
    kty: "OKP",
    crv,
    x: url(random.bytes(length)),
    d: url(random.bytes(length)),
  });
  return { what: `JWK OKP ${crv}`, members, algorithms: ["EdDSA"], kind: "private" };
};

/** RFC 7518 section 6.4. */
const oct: Build = (random) => {
  const k = random.bytes(random.pick([0, 1, 16, 32, 48, 64, 65, 200]));
  const members = asMembers({ kty: "oct", k: url(k) });
  return { what: "JWK oct", members, algorithms: ["HS256", "HS384", "HS512"], kind: "private" };
};

/** ML-DSA in a JWK (RFC 9964), where the private key is a seed. */
const akp: Build = (random) => {
  const [alg, length] = random.pick([
    ["ML-DSA-44", 1312],
    ["ML-DSA-65", 1952],
    ["ML-DSA-87", 2592],
  ] as const);
  const seed = random.bytes(32);
  // noble needs several milliseconds for the key, so that only some are their seed's own.
  const pub = random.chance(0.3) ? Buffer.from(mlDsaPublicKey(alg, seed)) : random.bytes(length);
  const members = asMembers({ kty: "AKP", alg, pub: url(pub), priv: url(seed) });
  return { what: `JWK AKP ${alg}`, members, algorithms: [alg], kind: "private" };
};

const PRIVATE = ["d", "p", "q", "dp", "dq", "qi", "oth", "priv"];

/** A real JWK of any "kty", which is public now and then. */
export const buildJwk: Build = (random, material) => {
  const jwk = random.weighted([
    [5, rsa],
    [6, ec],
    [4, okp],
    [1, oct],
    [1, akp],
  ])(random, material);
  if (jwk.what.includes("oct") || random.chance(0.8)) return jwk;
  const members = jwk.members.filter(([name]) => !PRIVATE.includes(name));
  return { ...jwk, what: `public ${jwk.what}`, members, kind: "public" };
};

export const toJson = (members: Member[]): string =>
  `{${members.map(([name, json]) => `${JSON.stringify(name)}:${json}`).join(",")}}`;
