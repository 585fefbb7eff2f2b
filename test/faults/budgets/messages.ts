/** What the process with the cases tells the one that started it. */
export type Message =
  | { type: "started"; case: string; step: string; input: string }
  | ({ type: "measured" } & Omit<Measured, "isBug">);

/** What a step cost. */
export interface Measured {
  case: string;
  step: string;
  /** The time for the slowest input. Infinity if it did not end. */
  ms: number;
  slowest: string;
  /** Memory that was needed in addition, at most. */
  bytes: number;
  largest: string;
  /** The start of what the user would see, or what crashed. */
  result: string;
  /** Whether the user would see an error that is not for users, or nothing at all. */
  isBug: boolean;
}

export const LIMITS = {
  ms: 1000,
  bytes: 200_000_000,
  /** After this time a step is taken to never end. */
  stallMs: 10_000,
};
