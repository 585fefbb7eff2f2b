import { createECDH, createPrivateKey, createPublicKey } from "node:crypto";
import type { Curve } from "./curves";
import { inverse, modulo, toBytes, toNumber } from "./numbers";
import { primeOf } from "./primes";
import { Random } from "./random";

/** The numbers of an RSA key, by the names of their JWK members (RFC 7518 section 6.3). */
export interface RsaNumbers {
  n: bigint;
  e: bigint;
  d: bigint;
  p: bigint;
  q: bigint;
  dp: bigint;
  dq: bigint;
  qi: bigint;
  /** The primes after the first two, with their exponents and coefficients. */
  oth: { r: bigint; d: bigint; t: bigint }[];
}

export interface EcNumbers {
  curve: Curve;
  d: bigint;
  x: bigint;
  y: bigint;
}

export interface Ed25519Bytes {
  seed: Buffer;
  publicKey: Buffer;
}

/** The real keys that a seed determines, made when first used. Everything else that is generated starts from them. */
export interface Material {
  rsa: (size: RsaSize) => RsaNumbers;
  ec: (curve: Curve, which: Which) => EcNumbers;
  ed25519: (which: Which) => Ed25519Bytes;
}

/** The key itself, or another one whose parts are mixed into it. */
export type Which = "own" | "other";
export type RsaSize = 1024 | 2048 | "other 2048" | 4096 | "multi-prime" | "composite 8192";

const E = 65537n;

let latest: { seed: number; material: Material } | undefined;

export function materialOf(seed: number): Material {
  if (latest?.seed !== seed) latest = { seed, material: makeMaterial(seed) };
  return latest.material;
}

function makeMaterial(seed: number): Material {
  const prime = (index: number, bits: number) =>
    once(`prime ${index} ${bits}`, () => primeOf(new Random(seed, index, bits), bits, E));
  const kept = new Map<string, unknown>();
  const once = <Value>(name: string, make: () => Value): Value => {
    if (!kept.has(name)) kept.set(name, make());
    return kept.get(name) as Value;
  };
  const rsa: Record<RsaSize, () => RsaNumbers> = {
    1024: () => rsaOf([prime(0, 512), prime(1, 512)]),
    2048: () => rsaOf([prime(0, 1024), prime(1, 1024)]),
    "other 2048": () => rsaOf([prime(2, 1024), prime(3, 1024)]),
    4096: () => rsaOf([prime(0, 2048), prime(1, 2048)]),
    "multi-prime": () => rsaOf([prime(0, 1024), prime(1, 1024), prime(2, 1024)]),
    // Consistent with each other in every way that is quick to check, but its signatures are wrong.
    "composite 8192": () => rsaOf([odd(new Random(seed, 8)), odd(new Random(seed, 9))]),
  };
  return {
    rsa: (size) => once(`rsa ${size}`, rsa[size]),
    ec: (curve, which) =>
      once(`ec ${curve.crv} ${which}`, () => ecOf(curve, new Random(seed, which === "own" ? 20 : 21))),
    ed25519: (which) => once(`ed ${which}`, () => ed25519Of(new Random(seed, which === "own" ? 30 : 31))),
  };
}

/** An odd number of 4096 bits. */
function odd(random: Random): bigint {
  for (;;) {
    const number = random.bits(4096) | (3n << 4094n) | 1n;
    if ((number - 1n) % E !== 0n) return number;
  }
}

function rsaOf([p = 0n, q = 0n, ...others]: bigint[]): RsaNumbers {
  const all = [p, q, ...others];
  const n = all.reduce((product, prime) => product * prime);
  const d = inverse(
    E,
    all.map((prime) => prime - 1n).reduce((product, prime) => product * prime),
  ) as bigint;
  const oth = others.map((r, index) => {
    const before = all.slice(0, index + 2).reduce((product, prime) => product * prime);
    return { r, d: modulo(d, r - 1n), t: inverse(before, r) as bigint };
  });
  const qi = inverse(q, p) ?? 1n;
  return { n, e: E, d, p, q, dp: modulo(d, p - 1n), dq: modulo(d, q - 1n), qi, oth };
}

/** The point of a private number, as Node computes it. */
export function ecOf(curve: Curve, random: Random): EcNumbers {
  const d = modulo(random.bits(8 * curve.size), curve.order - 1n) + 1n;
  return { curve, d, ...pointOf(curve, d) };
}

export function pointOf({ name, size }: Curve, d: bigint): { x: bigint; y: bigint } {
  const ecdh = createECDH(name);
  ecdh.setPrivateKey(toBytes(d, size));
  const point = ecdh.getPublicKey();
  return { x: toNumber(point.subarray(1, 1 + size)), y: toNumber(point.subarray(1 + size)) };
}

function ed25519Of(random: Random): Ed25519Bytes {
  const seed = random.bytes(32);
  // PKCS#8 with version 0 and id-Ed25519, up to the seed (RFC 8410 section 7).
  const key = Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), seed]);
  const spki = createPublicKey(createPrivateKey({ key, format: "der", type: "pkcs8" }));
  return { seed, publicKey: spki.export({ format: "der", type: "spki" }).subarray(-32) };
}
