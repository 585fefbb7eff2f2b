import type { Clock } from "../core";

/** The current time, and Node's random values. */
export const currentClock = (): Clock => ({
  now: Date.now(),
  time: Date.now,
  randomUUID: () => crypto.randomUUID(),
  randomHex: (bytes) => Buffer.from(crypto.getRandomValues(new Uint8Array(bytes))).toString("hex"),
});
