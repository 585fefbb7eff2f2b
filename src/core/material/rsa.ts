import type { KeyObject } from "node:crypto";
import type { JWK } from "jose";
import { nodeCrypto } from "../lib/node-crypto";
import { TAG } from "./der";
import { encode, encodeInteger } from "./der-writer";
import { BadKey } from "./key-errors";
import { bitLength, inverse, squareRoot, toBase64url } from "./numbers";
import type { RsaParts, RsaPrime } from "./parts";

/** The public exponent can be this long. OpenSSL allows only 64 bits if the modulus is over 3072. */
const MAX_EXPONENT_BITS = { small: 256, large: 64 };

/** @throws BadKey if the public numbers are not those of an RSA key */
export function checkRsa({ n, e }: RsaParts): void {
  const maxBits = bitLength(n) > 3072 ? MAX_EXPONENT_BITS.large : MAX_EXPONENT_BITS.small;
  if (n % 2n === 0n || e % 2n === 0n || e < 3n || e >= n || bitLength(e) > maxBits) throw new BadKey();
}

export const rsaJwk = ({ n, e }: RsaParts): JWK => ({ kty: "RSA", n: toBase64url(n), e: toBase64url(e) });

/**
 * Makes the private key. OpenSSL signs with the primes and would not notice a number from another key, so every one is
 * checked. Whether the primes are prime is not: only whoever made the key could have changed that.
 *
 * @throws BadKey if the numbers contradict each other
 */
export function makeRsaKey(parts: RsaParts): KeyObject {
  checkRsa(parts);
  const { n, e } = parts;
  if (parts.primes.length > 0) checkPrimes(parts.primes, n);
  const d = parts.d ?? exponentOf(parts);
  if (d === undefined || d <= 0n || d >= n) throw new BadKey();
  const primes = parts.primes.length > 0 ? parts.primes : factor(n, e, d);
  const numbers = completePrimes(primes, e, d);
  const [first, second, ...others] = numbers as [Required<RsaPrime>, Required<RsaPrime>];
  const key = encode(
    TAG.sequence,
    ...[
      others.length > 0 ? 1n : 0n,
      ...[n, e, d, first.prime, second.prime, first.exponent, second.exponent, first.coefficient],
    ].map(encodeInteger),
    ...(others.length > 0 ? [encode(TAG.sequence, ...others.map(encodePrime))] : []),
  );
  return nodeCrypto().createPrivateKey({ key, format: "der", type: "pkcs1" });
}

/** @throws BadKey unless the modulus is the product of the primes */
function checkPrimes(primes: RsaPrime[], n: bigint): void {
  // Longer ones would take long to multiply.
  if (primes.length < 2 || primes.some(({ prime }) => prime <= 1n || prime >= n)) throw new BadKey();
  if (primes.reduce((product, { prime }) => product * prime, 1n) !== n) throw new BadKey();
}

/** The private exponent, from the primes. */
const exponentOf = ({ e, primes }: RsaParts): bigint | undefined =>
  inverse(
    e,
    primes.reduce((product, { prime }) => product * (prime - 1n), 1n),
  );

const encodePrime = ({ prime, exponent, coefficient }: Required<RsaPrime>): Buffer =>
  encode(TAG.sequence, ...[prime, exponent, coefficient].map(encodeInteger));

/** The primes with all numbers, computed where they are missing and compared where they are not. */
function completePrimes(primes: RsaPrime[], e: bigint, d: bigint): Required<RsaPrime>[] {
  return primes.map(({ prime, exponent, coefficient }, index) => {
    if ((e * d) % (prime - 1n) !== 1n) throw new BadKey();
    const others = index === 0 ? primes.slice(1, 2) : primes.slice(0, index);
    const product = others.reduce((all, other) => (all * other.prime) % prime, 1n);
    const complete = {
      prime,
      exponent: exponent ?? d % (prime - 1n),
      // The second prime of a key has none: its coefficient is with the first.
      coefficient: index === 1 ? 0n : (coefficient ?? inverse(product, prime) ?? 0n),
    };
    const isRight =
      index === 1 || (complete.coefficient < prime && (complete.coefficient * product) % prime === 1n);
    if (complete.exponent !== d % (prime - 1n) || !isRight) throw new BadKey();
    return complete;
  });
}

/**
 * The two primes of a modulus, from its exponents. `e * d - 1` is a multiple of `(p - 1)(q - 1)` divided by a small number,
 * and that product is almost `n`, so the quotient of the two is among the first convergents of `(e * d - 1) / n`.
 *
 * @throws BadKey if the exponents do not belong to the modulus
 */
function factor(n: bigint, e: bigint, d: bigint): RsaPrime[] {
  const multiple = e * d - 1n;
  let [previous, current] = [multiple, n];
  let [numerator, lastNumerator] = [1n, 0n];
  let [denominator, lastDenominator] = [0n, 1n];
  while (current > 0n && numerator <= e << 32n) {
    const quotient = previous / current;
    [previous, current] = [current, previous - quotient * current];
    [numerator, lastNumerator] = [quotient * numerator + lastNumerator, numerator];
    [denominator, lastDenominator] = [quotient * denominator + lastDenominator, denominator];
    const scaled = multiple * denominator;
    const primes = numerator > 0n && scaled % numerator === 0n ? primesOf(n, scaled / numerator) : undefined;
    if (primes) return primes;
  }
  throw new BadKey();
}

/** The primes with a product of `n`, if `(p - 1)(q - 1)` is `totient`. */
function primesOf(n: bigint, totient: bigint): RsaPrime[] | undefined {
  const sum = n - totient + 1n;
  const square = sum * sum - 4n * n;
  if (sum <= 0n || square < 0n || bitLength(sum) > bitLength(n)) return undefined;
  const difference = squareRoot(square);
  const p = (sum + difference) / 2n;
  const q = (sum - difference) / 2n;
  return difference * difference === square && p * q === n && q > 1n
    ? [{ prime: p }, { prime: q }]
    : undefined;
}
