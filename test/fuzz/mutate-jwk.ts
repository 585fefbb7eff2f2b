import { type Jwk, type Member, toJson } from "./jwk";
import type { Material } from "./material";
import { anyEncoded, find, inconsistent, type JwkMutation, json, number } from "./mutate-jwk-values";
import type { Random } from "./random";

const missing: JwkMutation = (random, { members }) => {
  const [member] = members.length > 1 ? members.splice(random.below(members.length), 1) : [];
  return member && `"${member[0]}" missing`;
};

const duplicate: JwkMutation = (random, { members }) => {
  const [name, value] = random.pick(members);
  members.splice(random.below(members.length + 1), 0, [name, random.pick([value, '"AQAB"', "1"])]);
  return `"${name}" twice`;
};

const swapped: JwkMutation = (random, jwk) => {
  const [first, second] = [anyEncoded(random, jwk), anyEncoded(random, jwk)];
  if (!first || !second) return undefined;
  [first[1], second[1]] = [second[1], first[1]];
  return `"${first[0]}" and "${second[0]}" swapped`;
};

const OTHER_NAMES: Member[] = [
  ["__proto__", '{"kty":"RSA"}'],
  ["__proto__", "null"],
  ["constructor", '{"prototype":{}}'],
  ["toString", "1"],
  ["toJSON", '"x"'],
  ["then", "1"],
  ["oth", "[]"],
  ["oth", '[{"r":"AQAB","d":"AQAB","t":"AQAB"}]'],
  ["oth", '"AQAB"'],
  ["crit", '["kty"]'],
  ["x5c", '["AAAA"]'],
  ["use", '"enc"'],
  ["key_ops", '["verify"]'],
  ["key_ops", '{"length":1}'],
  ["ext", "false"],
  ["alg", '"none"'],
  ["kid", `"${"k".repeat(300)}"`],
  ["kid", '"\\u202e\\n$issuer"'],
  ["keys", "[]"],
  ["keys", "{}"],
  ["private_key", '"x"'],
  ["", '""'],
];

const added: JwkMutation = (random, { members }) => {
  const [name, value] = random.pick(OTHER_NAMES);
  members.splice(random.below(members.length + 1), 0, [name, value]);
  return `with "${name}": ${value.slice(0, 20)}`;
};

const KINDS: Member[] = [
  ...["RSA", "EC", "OKP", "oct", "AKP", "rsa", "", "__proto__", "constructor"].map(
    (kty): Member => ["kty", kty],
  ),
  ...["P-256", "P-384", "P-521", "secp256k1", "Ed25519", "Ed448", "X25519", "X448"].map(
    (crv): Member => ["crv", crv],
  ),
  ...["prime256v1", "B-571", "sect571r1", "toString", "P-256\\u0000"].map((crv): Member => ["crv", crv]),
];

const kind: JwkMutation = (random, { members }) => {
  const [name, value] = random.pick(KINDS);
  const member = find(members, name);
  if (member) member[1] = `"${value}"`;
  return member && `"${name}" ${value}`;
};

const MUTATIONS: readonly (readonly [weight: number, mutation: JwkMutation])[] = [
  [10, number],
  [5, json],
  [3, missing],
  [2, duplicate],
  [2, swapped],
  [4, inconsistent],
  [3, added],
  [2, kind],
];

export function mutateJwk(random: Random, jwk: Jwk, material: Material): string {
  for (;;) {
    const what = random.weighted(MUTATIONS)(random, jwk, material);
    if (what) return what;
  }
}

/** JSON around a JWK: nothing, or a set with other keys. The first part is what it is. */
export function wrapJwk(random: Random, jwk: Jwk, other: Jwk): [what: string, json: string] {
  const [own, others] = [toJson(jwk.members), toJson(other.members)];
  const times = Math.min(300, Math.ceil(200_000 / own.length));
  return random.weighted<[string, string]>([
    [14, ["", own]],
    [3, [" in a set", `{"keys":[${own}]}`]],
    [3, [" in a set with another", `{"keys":[${others},${own}]}`]],
    [1, [" in a set, twice", `{"keys":[${own},${own}]}`]],
    [1, [" in a large set", `{"keys":[${Array(times).fill(own).join(",")}]}`]],
    [1, [" in a set with other values", `{"keys":[null,1,"x",[],{},${own}]}`]],
    [1, [" in an array", `[${own}]`]],
    [1, [" as text in a set", `{"keys":${JSON.stringify(own)}}`]],
    [1, [" as text", JSON.stringify(own)]],
    [1, [" incomplete", own.slice(0, random.below(own.length))]],
  ]);
}
