import { fromTree } from "./from-tree";
import { algorithmFor, changes, type FuzzedKey } from "./fuzzed-key";
import { buildJwk } from "./jwk";
import { type Material, materialOf } from "./material";
import { mutateJwk, wrapJwk } from "./mutate-jwk";
import { Random } from "./random";
import { raw } from "./raw";

/**
 * A key in any format, intact or changed in one to three ways. The same seed and index always give the same key.
 *
 * @param seed also determines the real keys that all others start from
 */
export function keyAt(seed: number, index: number): FuzzedKey {
  const random = new Random(seed, index);
  const material = materialOf(seed);
  return random.weighted([
    [12, fromTree],
    [5, fromJwk],
    [1, fromRaw],
  ])(random, material);
}

function fromJwk(random: Random, material: Material): FuzzedKey {
  const jwk = buildJwk(random, material);
  const count = changes(random);
  const whats = [jwk.what];
  for (let left = count; left > 0; left--) whats.push(mutateJwk(random, jwk, material));
  const other = buildJwk(random, material);
  const [wrapping, content] = wrapJwk(random, jwk, other);
  return {
    what: whats.join(", ") + (wrapping && `;${wrapping}`),
    content,
    isFile: random.chance(0.03),
    values: { algorithm: algorithmFor(random, jwk.algorithms) },
    encrypted: false,
    kind: jwk.kind,
    isLarge: jwk.isLarge || other.isLarge || content.length > 20_000,
    verifier: count === 0 && !wrapping ? jwk.verifier : undefined,
  };
}

function fromRaw(random: Random, material: Material): FuzzedKey {
  const { algorithms: suitable, keyEncoding, verifier, ...entered } = raw(random, material);
  const algorithm = algorithmFor(random, suitable);
  // The same bytes can be the number of another type of key.
  const isOwn = suitable.includes(algorithm);
  const values = { algorithm, keyEncoding };
  return { ...entered, values, encrypted: false, kind: "private", verifier: isOwn ? verifier : undefined };
}
