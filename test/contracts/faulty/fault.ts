import type { Checks } from "./checks";
import type { Algorithm } from "./settings";

/** What is wrong with an API, and which cases reveal it. */
export interface Fault {
  /** A phrase that follows "an API that". */
  name: string;
  algorithm: Algorithm;
  checks: Partial<Checks>;
  /** The IDs of all cases that it accepts or crashes on, and should not. */
  finds: string[];
  /** The case that is named after the fault. */
  root: string;
}

/** A fault that is the same in APIs with different algorithms. The root is the first case, unless another is given. */
export const inEach = (
  algorithms: Algorithm[],
  name: string,
  checks: Partial<Checks>,
  finds: string[],
  root = finds[0] ?? "",
): Fault[] => algorithms.map((algorithm) => ({ name, algorithm, checks, finds, root }));
