/** The median: the upper middle value for an even count, NaN if there are no numbers. */
export function median(numbers: number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/**
 * Calls the functions in turn, so that other load on the machine affects all of them equally.
 *
 * @param samples number of measured calls per function
 * @returns the median duration of each function, in microseconds
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
