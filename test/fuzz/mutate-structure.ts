import { type DerNode, EMPTY, encode, nested, nodesOf, raw, TAG } from "./der";
import { contents, indefinite, length, type Mutation, trailing, unusedBits } from "./mutate-octets";
import type { Random } from "./random";

/** BER allows strings in parts, and parts in parts (ITU-T X.690 section 8.7). */
const constructed: Mutation = (random, node) => {
  if (!Buffer.isBuffer(node.content) || node.tag >= TAG.sequence) return undefined;
  const { tag, content } = node;
  node.tag |= 0x20;
  if (random.chance(0.3)) return "constructed bit";
  const depth = random.pick([1, 2, 3, 20, 500, 10_000]);
  if (depth > 1) {
    node.content = nested(tag | 0x20, depth, encode({ tag, content }));
    return `string constructed ${depth} deep`;
  }
  const half = random.below(content.length + 1);
  const parts = [content.subarray(0, half), content.subarray(half)];
  node.content = parts.map((part) => ({ tag, content: part }));
  return "constructed string";
};

const TAGS = [
  ...[0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x09, 0x0a, 0x0c, 0x13, 0x16, 0x17, 0x1e, 0x22, 0x24, 0x30],
  ...[0x31, 0x3f, 0x42, 0x80, 0x81, 0xa0, 0xa1, 0xa2, 0xa3, 0xbf, 0xc0, 0xe0, 0xff],
];

const wrongTag: Mutation = (random, node) => {
  node.tag = random.pick(TAGS);
  return `tag 0x${node.tag.toString(16)}`;
};

/** Identifier octets in the form for tag numbers from 31 (ITU-T X.690 section 8.1.2.4). */
const highTag: Mutation = (random, node) => {
  const [what, hex] = random.pick<[string, string]>([
    ["31", "1f1f"],
    ["of its own number", `1f${(node.tag & 0x1f).toString(16).padStart(2, "0")}`],
    ["2^31", "1f8880808000"],
    ["with leading zeros", "1f8080808002"],
    ["without end", `1f${"ff".repeat(1 + random.below(2000))}`],
  ]);
  node.identifier = Buffer.from(hex, "hex");
  return `high tag number ${what}`;
};

const elements: Mutation = (random, node) => {
  const { content } = node;
  if (Buffer.isBuffer(content) || content.length === 0) return undefined;
  const [at, other] = [random.below(content.length), random.below(content.length)];
  const [element, another] = [content[at] as DerNode, content[other] as DerNode];
  const [what, change] = random.weighted<[string, () => DerNode[]]>([
    [3, ["an element missing", () => content.toSpliced(at, 1)]],
    [3, ["an element twice", () => content.toSpliced(at, 0, raw(encode(element)))]],
    [2, ["elements swapped", () => content.with(at, another).with(other, element)]],
    [1, ["no elements", () => []]],
    [1, ["an element many times", () => content.toSpliced(at, 0, raw(many(element)))]],
  ]);
  node.content = change();
  return what;
};

/** Not so many that the key becomes larger than a file may be. */
function many(node: DerNode): Buffer {
  const octets = encode(node);
  return Buffer.alloc(octets.length * Math.min(2000, Math.ceil(200_000 / octets.length)), octets);
}

const deep: Mutation = (random, node) => {
  const depth = random.pick([5, 50, 1000, 10_000]);
  const tag = random.pick([TAG.sequence, TAG.set, 0xa0, 0x24, 0x23]);
  node.content = nested(tag, depth, random.chance(0.5) ? EMPTY : encode(node).subarray(0, 2000));
  return `content nested ${depth} deep`;
};

/** One element in place of another's content, such as a whole key inside itself. */
export function transplant(random: Random, root: DerNode): string | undefined {
  const nodes = nodesOf(root);
  const [from, to] = [random.pick(nodes), random.pick(nodes)];
  const octets = encode(from);
  if (from === to || octets.length > 20_000) return undefined;
  to.content = octets;
  return "an element inside another";
}

/** The content of an element in another of the same type: such as two primes that are equal, or n as a prime. */
export function copy(random: Random, root: DerNode): string | undefined {
  const nodes = nodesOf(root).filter(({ role, content }) => role && Buffer.isBuffer(content));
  if (nodes.length === 0) return undefined;
  const to = random.pick(nodes);
  const others = nodes.filter((node) => node !== to && node.tag === to.tag);
  if (others.length === 0) return undefined;
  const from = random.pick(others);
  to.content = from.content;
  return `${from.role} as ${to.role}`;
}

export const STRUCTURE: readonly (readonly [weight: number, mutation: Mutation])[] = [
  [8, length],
  [3, indefinite],
  [4, constructed],
  [4, wrongTag],
  [2, highTag],
  [7, elements],
  [4, trailing],
  [1, deep],
  [6, contents],
  [1, unusedBits],
];
