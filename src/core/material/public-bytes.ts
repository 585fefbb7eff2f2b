import { publicLengths } from "./akp";
import { curves } from "./curves";
import { DerReader } from "./der";
import { readPoint } from "./ec";
import { toNumber } from "./numbers";
import { findShape } from "./shape";

/** Shorter DER contains no key. */
const MIN_DER_BYTES = 32;

/**
 * Whether bytes are, or are likely, a public key or something that contains one: DER, a point of a curve, an RSA modulus, or an
 * ML-DSA key. A raw Ed25519 key looks like any other 32 bytes.
 */
export function isPublicBytes(bytes: Buffer): boolean {
  return isDer(bytes) || isPoint(bytes) || isModulus(bytes) || publicLengths.includes(bytes.length);
}

/** A structure of keys, whatever follows, or any other whole SEQUENCE. */
function isDer(bytes: Buffer): boolean {
  if (bytes.length < MIN_DER_BYTES) return false;
  if (findShape(bytes)) return true;
  try {
    const reader = new DerReader(bytes);
    const content = reader.sequence();
    content.any();
    reader.end();
    return true;
  } catch {
    return false;
  }
}

/** A point, or only its coordinates. Half of all numbers are a compressed point. */
function isPoint(bytes: Buffer): boolean {
  return [...curves.values()].some((curve) => {
    const coordinates = bytes.length % 2 === 0 ? bytes : bytes.subarray(1);
    if (coordinates.length !== 2 * curve.bytes) return false;
    try {
      readPoint(Buffer.concat([Buffer.from([4]), coordinates]), curve);
      return true;
    } catch {
      return false;
    }
  });
}

/** In bytes: those that everybody uses. */
const MODULUS_LENGTHS = [128, 256, 384, 512];

/** A modulus is the product of two large primes. Of other numbers of its length, three in a hundred look like it. */
function isModulus(bytes: Buffer): boolean {
  const digits = bytes[0] === 0 ? bytes.subarray(1) : bytes;
  if (!MODULUS_LENGTHS.includes(digits.length) || (digits[0] ?? 0) < 0x80) return false;
  const number = toNumber(digits);
  return smallPrimes().every((prime) => number % prime !== 0n);
}

let primes: bigint[] | undefined;

function smallPrimes(): bigint[] {
  primes ??= Array.from({ length: 10_000 }, (_, number) => number)
    .filter((number) => number > 1 && isPrime(number))
    .map(BigInt);
  return primes;
}

function isPrime(number: number): boolean {
  for (let divisor = 2; divisor * divisor <= number; divisor++) if (number % divisor === 0) return false;
  return true;
}
