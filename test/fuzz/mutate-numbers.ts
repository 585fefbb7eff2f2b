import { type DerNode, TAG } from "./der";
import type { Mutation } from "./mutate-octets";
import { toBytes, toNumber, toTwosComplement } from "./numbers";
import type { Random } from "./random";

const FF = Buffer.from([0xff]);
const ZERO = Buffer.from([0]);

type Change = (random: Random, node: DerNode & { content: Buffer }) => Buffer;

const number =
  (value: bigint): Change =>
  () =>
    toTwosComplement(value);

/** Contents that are odd for any INTEGER. */
const ANY: [what: string, change: Change][] = [
  ["empty", () => Buffer.alloc(0)],
  ["0", number(0n)],
  ["1", number(1n)],
  ["2", number(2n)],
  ["-1", number(-1n)],
  ["negative", (_, { content }) => toTwosComplement(-toNumber(content))],
  ["negative by its first bit", (_, { content }) => Buffer.concat([Buffer.from([0x80]), content])],
  [
    "with leading zeros",
    (random, { content }) => Buffer.concat([Buffer.alloc(1 + random.below(9)), content]),
  ],
  ["with 100,000 leading zeros", (_, { content }) => Buffer.concat([Buffer.alloc(100_000), content])],
  ["with leading FFs", (_, { content }) => Buffer.concat([FF, FF, content])],
  ["even", (_, { content }) => toTwosComplement(toNumber(content) & ~1n)],
  ["one more", (_, { content }) => toTwosComplement(toNumber(content) + 1n)],
  ["one less", (_, { content }) => toTwosComplement(toNumber(content) - 1n)],
  ["doubled", (_, { content }) => toTwosComplement(toNumber(content) * 2n)],
  ["random", (random, { content }) => Buffer.concat([ZERO, random.bytes(content.length)])],
  ["huge", (random) => Buffer.concat([ZERO, FF, random.bytes(500 + random.size())])],
  [
    "huge and odd",
    (random) => Buffer.concat([ZERO, FF, random.bytes(500 + random.size()), Buffer.from([1])]),
  ],
  ["2^31", number(2n ** 31n)],
  ["2^32", number(2n ** 32n)],
  ["2^53 + 1", number(2n ** 53n + 1n)],
  ["2^63", number(2n ** 63n)],
  ["2^64 + 1", number(2n ** 64n + 1n)],
];

/** Contents that are odd for a number that must be below a modulus or an order. */
const LIMITED: [what: string, change: (value: bigint, limit: bigint) => bigint][] = [
  ["its limit", (_, limit) => limit],
  ["above its limit", (_, limit) => limit + 2n],
  ["plus its limit", (value, limit) => value + limit],
  ["minus its limit", (value, limit) => value - limit],
  ["below its limit", (_, limit) => limit - 1n],
  ["its limit squared", (_, limit) => limit * limit],
];

const MILLION = 1_000_000n;
const VALUES: Record<string, bigint[]> = {
  version: [-1n, 2n, 3n, 255n, 2n ** 40n],
  publicExponent: [0n, 1n, 2n, 3n, 4n, 17n, 65_536n, 2n ** 32n + 1n, 2n ** 64n + 13n, 2n ** 256n + 1n],
  iterationCount: [
    0n,
    -1n,
    1n,
    20n * MILLION,
    2n ** 31n,
    2n ** 31n - 1n,
    2n ** 32n + 1n,
    2n ** 63n,
    2n ** 64n + 1n,
  ],
  costParameter: [
    0n,
    1n,
    3n,
    1000n,
    -2n,
    2n ** 21n,
    2n ** 31n,
    2n ** 40n,
    2n ** 62n,
    2n ** 63n,
    2n ** 64n,
    2n ** 2000n,
  ],
  blockSize: [0n, -1n, 2n ** 20n, 2n ** 30n, 2n ** 31n, 2n ** 60n, 2n ** 63n],
  parallelizationParameter: [0n, -1n, 2n ** 20n, 2n ** 30n, 2n ** 31n, 2n ** 60n, 2n ** 63n],
  keyLength: [0n, -1n, 1n, 15n, 33n, 5n * MILLION, 2n ** 31n, 2n ** 32n + 32n],
  m: [0n, -1n, 1n, 7n, 661n, 662n, 100_000n, 2n ** 31n - 1n],
  cofactor: [0n, -1n, 2n, 2n ** 300n],
};

/** Work that is close to what is allowed. Each of these takes as long as hundreds of other keys. */
const EXPENSIVE: Record<string, bigint[]> = {
  iterationCount: [300_000n, 600_000n, MILLION - 1n, MILLION, MILLION + 1n],
  costParameter: [2n ** 14n, 2n ** 15n, 2n ** 16n, 2n ** 17n, 2n ** 18n],
  blockSize: [64n, 1000n],
  parallelizationParameter: [16n, 100n],
};

/** Changes an INTEGER: to what is odd for what the standard calls it, for its limit, or for any number. */
export const numbers: Mutation = (random, node) => {
  const { tag, content, role = "", limit } = node;
  if (tag !== TAG.integer || !Buffer.isBuffer(content)) return undefined;
  const values = (random.chance(0.15) && EXPENSIVE[role]) || VALUES[role];
  if (values && random.chance(0.7)) {
    const value = random.pick(values);
    node.content = toTwosComplement(value);
    return `${role} ${value < 2n ** 64n ? value : "huge"}`;
  }
  if (limit && random.chance(0.4)) {
    const [what, change] = random.pick(LIMITED);
    node.content = toTwosComplement(change(toNumber(content), limit));
    return `${role} ${what}`;
  }
  const [what, change] = random.pick(ANY);
  node.content = change(random, { ...node, content });
  return `${role || "INTEGER"} ${what}`;
};

/** Changes the number in an OCTET STRING: an EC private number (SEC 1), which has a length, or a coefficient of a curve. */
export const octetNumbers: Mutation = (random, node) => {
  const { tag, content, role = "", limit } = node;
  if (tag !== TAG.octetString || !Buffer.isBuffer(content) || !limit) return undefined;
  const size = content.length;
  const [what, made] = random.pick<[string, () => Buffer]>([
    ["0", () => Buffer.alloc(size)],
    ["1", () => toBytes(1n, size)],
    ["empty", () => Buffer.alloc(0)],
    ["the limit", () => toBytes(limit, size)],
    ["the limit minus 1", () => toBytes(limit - 1n, size)],
    ["the limit plus 1", () => toBytes(limit + 1n, size)],
    ["plus the limit", () => toBytes(toNumber(content) + limit, size)],
    ["all FFs", () => Buffer.alloc(size, 0xff)],
    ["without leading zeros", () => toBytes(toNumber(content))],
    ["with a leading zero", () => Buffer.concat([ZERO, content])],
    ["with leading zeros", () => Buffer.concat([Buffer.alloc(random.size()), content])],
    ["with a leading 1", () => Buffer.concat([Buffer.from([1]), content])],
    ["too short", () => content.subarray(0, random.below(size))],
    ["random", () => random.bytes(size)],
    ["huge", () => Buffer.concat([FF, random.bytes(size + random.size())])],
  ]);
  node.content = made();
  return `${role} ${what}`;
};
