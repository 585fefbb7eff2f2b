import fc from "fast-check";
import { inject } from "vitest";

/**
 * Tries a property as often as this run wants, and says with which value and seed it does not hold. `npm test` tries the same
 * values each time, so that it fails for a change and not by chance; `npm run fuzz` tries others.
 */
export const holds = <T>(values: fc.Arbitrary<T>, property: (value: T) => Promise<void>): Promise<void> =>
  fc.assert(fc.asyncProperty(values, property), inject("properties"));

/** What is done within a second. In milliseconds. */
export async function withinASecond<T>(work: () => Promise<T>): Promise<T> {
  const start = performance.now();
  const result = await work();
  const duration = performance.now() - start;
  if (duration > 1000) throw new Error(`it took ${Math.round(duration)} ms`);
  return result;
}
