import { type DerNode, EMPTY, raw, shortest } from "./der";
import { toBytes } from "./numbers";
import type { Random } from "./random";

/** Changes one element in place. Returns what it did, or undefined if it does not apply to the element. */
export type Mutation = (random: Random, node: DerNode) => string | undefined;

const longForm = (length: bigint, bytes: number): Buffer =>
  Buffer.concat([Buffer.from([0x80 | bytes]), toBytes(length, bytes).subarray(-bytes)]);

/** Length octets that are wrong, or that DER forbids. */
const LENGTHS: [what: string, make: (random: Random, actual: number) => Buffer][] = [
  ["too long", (random, actual) => shortest(actual + 1 + random.below(300))],
  ["too short", (random, actual) => shortest(Math.max(0, actual - 1 - random.below(40)))],
  ["zero", () => shortest(0)],
  ["not minimal", (random, actual) => longForm(BigInt(actual), 4 - random.below(2))],
  ["in five bytes", (_, actual) => longForm(BigInt(actual), 5)],
  ["in nine bytes", (_, actual) => longForm(BigInt(actual), 9)],
  ["in 126 bytes", (_, actual) => longForm(BigInt(actual), 126)],
  ["2^31", () => longForm(2n ** 31n, 4)],
  ["2^32 - 1", () => longForm(2n ** 32n - 1n, 4)],
  ["2^32 more than it is", (_, actual) => longForm(2n ** 32n + BigInt(actual), 5)],
  ["2^53", () => longForm(2n ** 53n, 8)],
  ["2^64 - 1", () => longForm(2n ** 64n - 1n, 8)],
  ["reserved (0xff)", () => Buffer.from([0xff])],
];

export const length: Mutation = (random, node) => {
  const [what, make] = random.pick(LENGTHS);
  node.length = (actual) => make(random, actual);
  return `length ${what}`;
};

/** BER's other form, with and without end-of-contents octets (ITU-T X.690 section 8.1.3.6). */
export const indefinite: Mutation = (random, node) => {
  node.length = () => Buffer.from([0x80]);
  node.after = random.pick([Buffer.from([0, 0]), Buffer.from([0, 0]), EMPTY, Buffer.from([0])]);
  if (random.chance(0.3)) node.tag |= 0x20;
  return "indefinite length";
};

export const trailing: Mutation = (random, node) => {
  const { content, after = EMPTY } = node;
  const bytes = random.pick([Buffer.from([0]), Buffer.from([5, 0]), random.bytes(1 + random.size())]);
  if (Buffer.isBuffer(content) || random.chance(0.5)) {
    node.after = Buffer.concat([after, bytes]);
    return `${bytes.length} bytes after it`;
  }
  content.push(raw(bytes));
  return `${bytes.length} bytes inside it`;
};

const CONTENTS: readonly (readonly [
  weight: number,
  change: [what: string, (random: Random, content: Buffer) => Buffer],
])[] = [
  [4, ["a bit flipped", (random, content) => flipped(random, content)]],
  [2, ["content shortened", (random, content) => content.subarray(0, random.below(content.length + 1))]],
  [2, ["content extended", (random, content) => Buffer.concat([content, random.bytes(random.size())])]],
  [1, ["content empty", () => EMPTY]],
  [1, ["content replaced", (random) => random.bytes(random.size())]],
];

function flipped(random: Random, content: Buffer): Buffer {
  const changed = Buffer.from(content);
  const at = random.below(content.length);
  if (content.length > 0) changed[at] = (content[at] ?? 0) ^ (1 << random.below(8));
  return changed;
}

export const contents: Mutation = (random, node) => {
  if (!Buffer.isBuffer(node.content)) return undefined;
  const [what, change] = random.weighted(CONTENTS);
  node.content = change(random, node.content);
  return what;
};

export const unusedBits: Mutation = (random, node) => {
  if (node.unusedBits === undefined) return undefined;
  node.unusedBits = random.pick([1, 7, 8, 0x80, 0xff, undefined]);
  return `${node.unusedBits} unused bits`;
};
