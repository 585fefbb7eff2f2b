import { bits, type DerNode, integer, octets, sequence } from "./der";
import { algorithmIdentifier, type Build, oneAsymmetricKey } from "./key-tree";
import type { Random } from "./random";

/** Keys that no algorithm here signs with. Reading them must be as quick, and end in an error. */

const odd = (random: Random, bits: number): bigint => random.bits(bits) | (1n << BigInt(bits - 1)) | 1n;

/** OpenSSL computes gˣ mod p for the keys with a large p when it reads them, which once took minutes. */
const modulusBits = (random: Random): number =>
  random.weighted([
    [4, 1024],
    [3, 2048],
    [2, 8 * (500 + random.below(2000))],
    [1, 8 * (2500 + random.below(10_000))],
  ]);

export const dsa: Build = (random) => {
  const size = modulusBits(random);
  const [p, q] = [odd(random, size), odd(random, 256)];
  const [g, y, x] = [random.bits(size - 1), random.bits(size - 1), random.bits(random.pick([255, size]))];
  const domain = [integer(p, "prime", p), integer(q, "order", q), integer(g, "base", p)];
  if (random.chance(0.3)) {
    const root = sequence(integer(0, "version"), ...domain, integer(y, "publicKey", p), integer(x, "x", q));
    return { what: "traditional DSA", root, label: "DSA PRIVATE KEY", algorithms: [], kind: "private" };
  }
  const identifier = algorithmIdentifier("1.2.840.10040.4.1", sequence(...domain));
  if (random.chance(0.3)) {
    const root = sequence(identifier, bits([integer(y, "publicKey", p)]));
    return { what: "SPKI DSA", root, label: "PUBLIC KEY", algorithms: [], kind: "public" };
  }
  const root = oneAsymmetricKey(0, identifier, [integer(x, "x", q)]);
  return { what: "PKCS#8 DSA", root, label: "PRIVATE KEY", algorithms: [], kind: "private" };
};

export const dh: Build = (random) => {
  const size = modulusBits(random);
  const p = odd(random, size);
  const g = integer(random.pick([2n, 5n, random.bits(size)]), "base", p);
  const x = integer(random.bits(random.pick([256, size])), "x", p);
  const [identifier, ...others] = random.pick<[string, ...DerNode[]]>([
    // PKCS #3, with the length of the private value.
    ["1.2.840.113549.1.3.1", ...(random.chance(0.5) ? [integer(256, "privateValueLength")] : [])],
    // X9.42, with the order of the subgroup.
    ["1.2.840.10046.2.1", integer(odd(random, 256), "order")],
  ]);
  const parameters = sequence(integer(p, "prime", p), g, ...others);
  const root = oneAsymmetricKey(0, algorithmIdentifier(identifier, parameters), [x]);
  return { what: "PKCS#8 DH", root, label: "PRIVATE KEY", algorithms: [], kind: "private" };
};

/** ML-DSA (RFC 9881): OID, and the length of the public and the expanded private key. */
const ML_DSA = [
  ["ML-DSA-44", "2.16.840.1.101.3.4.3.17", 1312, 2560],
  ["ML-DSA-65", "2.16.840.1.101.3.4.3.18", 1952, 4032],
  ["ML-DSA-87", "2.16.840.1.101.3.4.3.19", 2592, 4896],
] as const;

export const mlDsa: Build = (random) => {
  const [name, identifier, publicLength, expandedLength] = random.pick(ML_DSA);
  if (random.chance(0.2)) {
    const root = sequence(algorithmIdentifier(identifier), bits(random.bytes(publicLength), "publicKey"));
    return { what: `SPKI ${name}`, root, label: "PUBLIC KEY", algorithms: [name], kind: "public" };
  }
  const seed = random.bytes(32);
  const expanded = octets(random.bytes(expandedLength), "expandedKey");
  const [form, key] = random.pick<[string, DerNode]>([
    ["seed", { tag: 0x80, content: seed, role: "seed" }],
    ["expanded", expanded],
    ["both", sequence(octets(seed, "seed"), expanded)],
  ]);
  const root = oneAsymmetricKey(0, algorithmIdentifier(identifier), [key]);
  const what = `PKCS#8 ${name} (${form})`;
  return { what, root, label: "PRIVATE KEY", algorithms: [name], kind: "private" };
};
