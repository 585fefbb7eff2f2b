import type { DerNode } from "./der";
import { oid, TAG } from "./der";
import type { Mutation } from "./mutate-octets";
import { toBytes, toNumber } from "./numbers";
import type { Random } from "./random";

/** Changes a point on a curve over the prime field of `limit` (SEC 1 section 2.3.4). */
export const points: Mutation = (random, node) => {
  const { tag, content, limit: p, role = "" } = node;
  if (!p || tag === TAG.integer || !Buffer.isBuffer(content) || !["publicKey", "base"].includes(role))
    return undefined;
  const size = toBytes(p).length;
  const half = (at: number) => toNumber(content.subarray(1 + at * size, 1 + (at + 1) * size));
  const point = (x: bigint, y: bigint, prefix = content[0] ?? 4) =>
    Buffer.concat([Buffer.from([prefix]), toBytes(x, size), toBytes(y, size)]);
  const [x, y] = [half(0), half(1)];
  const [what, made] = random.pick<[string, () => Buffer]>([
    ["at infinity", () => Buffer.from([0])],
    ["at infinity with coordinates", () => point(x, y, 0)],
    ["off the curve", () => point(x, y + 1n)],
    ["(0, 0)", () => point(0n, 0n)],
    ["negated", () => point(x, p - y)],
    ["swapped", () => point(y, x)],
    ["with x = p", () => point(p, y)],
    ["with x + p", () => point(x + p, y)],
    ["with y + p", () => point(x, y + p)],
    ["with both coordinates all FFs", () => point(2n ** BigInt(8 * size) - 1n, 2n ** BigInt(8 * size) - 1n)],
    ["with a wrong prefix", () => point(x, y, random.pick([1, 2, 3, 5, 6, 7, 8, 0x84, 0xff]))],
    ["compressed", () => Buffer.concat([Buffer.from([random.pick([2, 3])]), toBytes(x, size)])],
    ["compressed off the curve", () => Buffer.concat([Buffer.from([2]), random.bytes(size)])],
    ["random", () => Buffer.concat([Buffer.from([4]), random.bytes(2 * size)])],
    ["of another size", () => Buffer.concat([Buffer.from([4]), random.bytes(2 * random.size())])],
    ["empty", () => Buffer.alloc(0)],
    ["a prefix only", () => Buffer.from([random.pick([2, 3, 4, 6])])],
  ]);
  node.content = made();
  return `${role} ${what}`;
};

/** Usual and unusual lengths of salts, IVs, seeds, and keys. */
const LENGTHS = [0, 1, 7, 8, 9, 12, 15, 16, 17, 24, 31, 32, 33, 56, 57, 64, 66, 1000, 100_000];

const SIZED = [
  "salt",
  "iv",
  "seed",
  "curvePrivateKey",
  "expandedKey",
  "publicKey",
  "encryptedData",
  "signature",
];

export const lengths: Mutation = (random, node) => {
  const { role = "" } = node;
  if (!SIZED.includes(role) || !Buffer.isBuffer(node.content)) return undefined;
  const length = random.pick(LENGTHS);
  node.content = random.bytes(length);
  return `${role} of ${length} bytes`;
};

/** OIDs of keys, curves, ciphers, and of what is none of them. */
const OIDS = [
  ...["1.2.840.113549.1.1.1", "1.2.840.113549.1.1.10", "1.2.840.113549.1.1.7", "1.2.840.10045.2.1"],
  ...["1.2.840.10040.4.1", "1.2.840.113549.1.3.1", "1.2.840.10046.2.1", "1.3.132.1.12", "1.3.132.1.13"],
  ...["1.3.101.110", "1.3.101.111", "1.3.101.112", "1.3.101.113", "2.16.840.1.101.3.4.3.17"],
  ...["1.2.840.10045.3.1.7", "1.3.132.0.34", "1.3.132.0.35", "1.3.132.0.10", "1.3.132.0.33", "1.3.132.0.27"],
  ...["1.3.36.3.3.2.8.1.1.7", "1.2.156.10197.1.301", "1.2.643.7.1.1.1.1", "1.3.132.0.39"],
  ...["1.2.840.113549.1.5.13", "1.2.840.113549.1.5.12", "1.3.6.1.4.1.11591.4.11", "1.2.840.113549.1.12.1.3"],
  ...["2.16.840.1.101.3.4.1.42", "1.2.840.113549.3.7", "1.2.3", "0.0"],
];

export const oids: Mutation = (random, node) => {
  if (node.tag !== TAG.oid) return undefined;
  const dotted = random.pick(OIDS);
  node.content = random.chance(0.85) ? oid(dotted).content : strangeOid(random);
  return `OID ${node.content.length < 20 ? dotted : "huge"}`;
};

/** Arcs with leading zeros, without end, or with thousands of bits. */
const strangeOid = (random: Random): DerNode["content"] =>
  random.pick([
    Buffer.from([0x80, 0x2a, 0x03]),
    Buffer.from([0x2a, 0x86]),
    Buffer.concat([Buffer.from([0x2a]), Buffer.alloc(20 + random.size(), 0xff), Buffer.from([0x7f])]),
  ]);
