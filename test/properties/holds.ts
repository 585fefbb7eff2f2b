import fc from "fast-check";
import { inject } from "vitest";

/**
 * Checks a property as many times as this run is configured for. If it does not hold, the error shows the value and the seed.
 * `npm test` uses the same values each time, so that it fails because of a change and not by chance. `npm run fuzz` uses new
 * ones.
 */
export const holds = <T>(values: fc.Arbitrary<T>, property: (value: T) => Promise<void>): Promise<void> =>
  fc.assert(fc.asyncProperty(values, property), inject("properties"));

/** Returns the result of the work. Throws if it takes more than one second. */
export async function withinASecond<T>(work: () => Promise<T>): Promise<T> {
  const start = performance.now();
  const result = await work();
  const duration = performance.now() - start;
  if (duration > 1000) throw new Error(`it took ${Math.round(duration)} ms`);
  return result;
}
