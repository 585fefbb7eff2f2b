import { type Jwk, type Member, url } from "./jwk";
import type { Material } from "./material";
import { toBytes, toNumber } from "./numbers";
import type { Random } from "./random";

/** Changes a JWK in place. Returns what it did, or undefined if it does not apply. */
export type JwkMutation = (random: Random, jwk: Jwk, material: Material) => string | undefined;

const ENCODED = ["n", "e", "d", "p", "q", "dp", "dq", "qi", "x", "y", "k", "pub", "priv"];

export const find = (members: Member[], name: string): Member | undefined =>
  members.find(([candidate]) => candidate === name);

/** The bytes of a member. Empty if it is missing or no string now. */
function bytesOf(jwk: Jwk, name: string): Buffer {
  const json = find(jwk.members, name)?.[1] ?? '""';
  return json.startsWith('"') ? Buffer.from(json.slice(1, -1), "base64url") : Buffer.alloc(0);
}

function write(jwk: Jwk, name: string, bytes: Buffer): void {
  const member = find(jwk.members, name);
  if (member) member[1] = JSON.stringify(url(bytes));
}

/** Writes the members in this order. */
const writeAll = (jwk: Jwk, values: Record<string, Buffer>): void => {
  for (const [name, bytes] of Object.entries(values)) write(jwk, name, bytes);
};

export const anyEncoded = (random: Random, jwk: Jwk): Member | undefined => {
  const encoded = jwk.members.filter(([name]) => ENCODED.includes(name));
  return encoded.length > 0 ? random.pick(encoded) : undefined;
};

const NUMBERS: [what: string, change: (random: Random, bytes: Buffer) => Buffer][] = [
  ["empty", () => Buffer.alloc(0)],
  ...[0, 1, 2, 3].map((value): [string, () => Buffer] => [`${value}`, () => Buffer.from([value])]),
  ["all zeros", (_, bytes) => Buffer.alloc(bytes.length)],
  ["all FFs", (_, bytes) => Buffer.alloc(bytes.length, 0xff)],
  ["with a leading zero", (_, bytes) => Buffer.concat([Buffer.from([0]), bytes])],
  ["with leading zeros", (random, bytes) => Buffer.concat([Buffer.alloc(random.size()), bytes])],
  ["with a leading 1", (_, bytes) => Buffer.concat([Buffer.from([1]), bytes])],
  ["one more", (_, bytes) => toBytes(toNumber(bytes) + 1n, bytes.length)],
  ["even", (_, bytes) => toBytes(toNumber(bytes) & ~1n, bytes.length)],
  ["doubled", (_, bytes) => toBytes(toNumber(bytes) * 2n)],
  ["twice as long", (_, bytes) => Buffer.concat([bytes, bytes])],
  ["shortened", (random, bytes) => bytes.subarray(0, random.below(bytes.length + 1))],
  ["random", (random, bytes) => random.bytes(bytes.length)],
  ["of another size", (random) => random.bytes(random.size())],
  ["huge and odd", (random) => Buffer.concat([random.bytes(500 + random.size()), Buffer.from([1])])],
];

export const number: JwkMutation = (random, jwk) => {
  const member = anyEncoded(random, jwk);
  if (!member) return undefined;
  const [what, change] = random.pick(NUMBERS);
  write(jwk, member[0], change(random, bytesOf(jwk, member[0])));
  return `"${member[0]}" ${what}`;
};

/** Strings that are no base64url, and values that are no strings. */
const JSONS: ((random: Random, json: string) => string)[] = [
  ...[
    '""',
    '" "',
    '"-"',
    '"-1"',
    '"!"',
    '"é"',
    '"="',
    '"AA=="',
    '"A"',
    '"\\u0000"',
    '"\\ud800"',
    '"//++"',
  ].map((json) => () => json),
  ...["0", "-1", "1e999", "65537", "null", "true", "{}", "[]", '["AQAB"]', '{"n":"AQAB"}'].map(
    (json) => () => json,
  ),
  (_, json) => json.replace(/.$/, ' "'),
  (_, json) => json.replace(/^"/, '"\\n'),
  (_, json) => json.replace(/.$/, '="'),
  (_, json) => json.replaceAll("-", "+").replaceAll("_", "/"),
  (_, json) => json.replace(/^"./, (start) => `"\\u00${start.charCodeAt(1).toString(16)}`),
  (random) => JSON.stringify("A".repeat(random.size())),
  () => JSON.stringify("_".repeat(1_000_000)),
  (random) => "[".repeat(random.size()),
  (random) => {
    const depth = random.below(600);
    return "[".repeat(depth) + "]".repeat(depth);
  },
];

export const json: JwkMutation = (random, jwk) => {
  const member = random.pick(jwk.members);
  member[1] = random.pick(JSONS)(random, member[1]);
  return `"${member[0]}": ${member[1].slice(0, 20)}`;
};

/** Numbers that no longer match each other. */
export const inconsistent: JwkMutation = (random, jwk, material) => {
  const other = material.rsa("other 2048");
  const ed25519 = material.ed25519("other");
  if (find(jwk.members, "p") || find(jwk.members, "n")) {
    const [name, value] = random.pick(
      Object.entries({ n: other.n, d: other.d, p: other.p, q: other.q, dp: other.dp, qi: other.qi }),
    );
    const change = random.pick([
      () => write(jwk, name, toBytes(value)),
      () => write(jwk, "p", bytesOf(jwk, "q")),
      () => writeAll(jwk, { p: Buffer.from([1]), q: bytesOf(jwk, "n") }),
      () => writeAll(jwk, { p: bytesOf(jwk, "n"), q: Buffer.from([1]) }),
      () => write(jwk, "n", toBytes(toNumber(bytesOf(jwk, "n")) * toNumber(bytesOf(jwk, "p")))),
      () => write(jwk, "d", toBytes(toNumber(bytesOf(jwk, "d")) + toNumber(bytesOf(jwk, "n")))),
      () => write(jwk, "e", Buffer.from(random.pick(["01", "02", "03", "010000", "ff".repeat(300)]), "hex")),
    ]);
    change();
    return "RSA numbers of different keys";
  }
  write(jwk, "x", random.pick([ed25519.publicKey, bytesOf(jwk, "d")]));
  return '"x" of another key';
};
