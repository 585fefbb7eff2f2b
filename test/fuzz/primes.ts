import { checkPrimeSync } from "node:crypto";
import type { Random } from "./random";

const SMALL = (() => {
  const composite = new Uint8Array(8192);
  const found: number[] = [];
  for (let at = 3; at < composite.length; at += 2) {
    if (composite[at]) continue;
    found.push(at);
    for (let multiple = at * at; multiple < composite.length; multiple += at) composite[multiple] = 1;
  }
  return found;
})();

/** How many odd numbers are sieved at once: enough that the first window nearly always has a prime. */
const WINDOW = 4096;

/**
 * A prime for RSA with its two highest bits set, so that a product of two has the expected length. Node's own generator can't
 * be seeded, and keys that differ from run to run could not be reproduced.
 *
 * @param e the public exponent, which must not divide the prime minus one
 */
export function primeOf(random: Random, bits: number, e: bigint): bigint {
  for (;;) {
    const start = random.bits(bits) | (3n << BigInt(bits - 2)) | 1n;
    const composite = new Uint8Array(WINDOW);
    for (const small of SMALL) {
      const rest = Number(start % BigInt(small));
      // The first position whose number, start + 2 × position, is a multiple.
      const first = ((((small - rest) % small) * (small + 1)) / 2) % small;
      for (let at = first; at < WINDOW; at += small) composite[at] = 1;
    }
    for (let at = 0; at < WINDOW; at++) {
      if (composite[at]) continue;
      const candidate = start + 2n * BigInt(at);
      if ((candidate - 1n) % e !== 0n && checkPrimeSync(candidate, { checks: 4 })) return candidate;
    }
  }
}
