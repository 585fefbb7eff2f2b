/** The middle one of some numbers. */
export function median(numbers: number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/**
 * Calls some functions by turns, so that whatever else the machine does falls on all of them alike.
 *
 * @param samples how often to measure each one
 * @returns the median duration of each, in microseconds
 */
export async function interleavedMedians(samples: number, functions: (() => unknown)[]): Promise<number[]> {
  const durations = functions.map((): number[] => []);
  const warmUp = samples / 4;
  for (let sample = -warmUp; sample < samples; sample++) {
    for (const [index, call] of functions.entries()) {
      const start = process.hrtime.bigint();
      await call();
      if (sample >= 0) durations[index]?.push(Number(process.hrtime.bigint() - start) / 1000);
    }
  }
  return durations.map(median);
}
