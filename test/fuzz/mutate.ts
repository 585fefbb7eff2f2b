import { type DerNode, encode, nodesOf } from "./der";
import { lengths, oids, points } from "./mutate-fields";
import { numbers, octetNumbers } from "./mutate-numbers";
import type { Mutation } from "./mutate-octets";
import { copy, STRUCTURE, transplant } from "./mutate-structure";
import type { Random } from "./random";

/** Mutations of what an element means. They get deeper into the code than those of the structure. */
const MEANING: readonly (readonly [weight: number, mutation: Mutation])[] = [
  [6, numbers],
  [4, octetNumbers],
  [4, points],
  [2, lengths],
  [2, oids],
];

/** Changes a tree in place, in one way. Returns what it did. */
export function mutate(random: Random, root: DerNode): string {
  for (;;) {
    if (random.chance(0.08)) {
      const what = random.chance(0.4) ? transplant(random, root) : copy(random, root);
      if (what) return what;
    }
    const mutation = random.weighted(random.chance(0.6) ? MEANING : STRUCTURE);
    // Chosen among the elements that it applies to, of which there may be only one.
    const nodes = nodesOf(root);
    for (let start = random.below(nodes.length), step = 0; step < nodes.length; step++) {
      const what = mutation(random, nodes[(start + step) % nodes.length] as DerNode);
      if (what) return what;
    }
  }
}

/** The octets of a tree, of which the end is missing now and then, or some are changed. */
export function encodeOrDamage(random: Random, root: DerNode, isDamaged: boolean): [what: string, Buffer] {
  const der = encode(root);
  if (!isDamaged) return ["", der];
  if (random.chance(0.5)) return [", truncated", der.subarray(0, random.below(der.length))];
  const changed = Buffer.from(der);
  for (let times = 1 + random.below(3); times > 0; times--)
    changed[random.below(changed.length)] = random.below(256);
  return [", bytes changed", changed];
}
