import { randomBytes, randomUUID } from "node:crypto";
import type { Moment } from "../core/claims";

/** The moment of a send: clock and chance, which the core takes as arguments. */
export const currentMoment = (): Moment => ({
  now: Date.now(),
  randomUUID,
  randomHex: (bytes) => randomBytes(bytes).toString("hex"),
});
