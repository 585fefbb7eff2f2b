import type { JsonWebKey } from "node:crypto";
import { algorithms } from "../../src/core";
import type { Entered } from "./armor";
import type { KeyTree } from "./key-tree";
import type { Random } from "./random";

/** A key to read, and what is known about it. */
export interface FuzzedKey extends Entered {
  /** Form values besides the key: the algorithm, the passphrase, and the encoding of a secret. */
  values: Record<string, string>;
  /** Whether a passphrase protects it, so that reading it may take longer. */
  encrypted: boolean;
  kind: KeyTree["kind"];
  isLarge?: boolean;
  /** What verifies its signatures. Undefined if the key is not intact. */
  verifier?: JsonWebKey;
}

/** The number of changes. None for more than a quarter of the keys, so that whole keys are read, too. */
export const changes = (random: Random): number =>
  random.weighted([
    [6, 0],
    [8, 1],
    [3, 2],
    [2, 3],
  ]);

/** Without "none", which needs no key. */
const NAMES = [...algorithms.keys()].filter((name) => name !== "none");

/** Mostly an algorithm that the key is meant for, if there is one here. */
export function algorithmFor(random: Random, suitable: string[]): string {
  const known = suitable.filter((name) => algorithms.has(name));
  return known.length > 0 && random.chance(0.93) ? random.pick(known) : random.pick(NAMES);
}
