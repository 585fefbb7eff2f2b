/** Arithmetic on the numbers of keys. It is simple and slow, and shares nothing with the code under test. */

export function modulo(value: bigint, modulus: bigint): bigint {
  const rest = value % modulus;
  return rest < 0n ? rest + modulus : rest;
}

/** The inverse (the extended Euclidean algorithm). Undefined if there is none. */
export function inverse(value: bigint, modulus: bigint): bigint | undefined {
  let [previous, current] = [modulus, modulo(value, modulus)];
  let [before, factor] = [0n, 1n];
  while (current !== 0n) {
    const quotient = previous / current;
    [previous, current] = [current, previous - quotient * current];
    [before, factor] = [factor, before - quotient * factor];
  }
  return previous === 1n ? modulo(before, modulus) : undefined;
}

/** Big-endian bytes of a number that is not negative, padded to a length. */
export function toBytes(value: bigint, length = 0): Buffer {
  const hex = value.toString(16);
  const bytes = Buffer.from(hex.length % 2 ? `0${hex}` : hex, "hex");
  return bytes.length >= length ? bytes : Buffer.concat([Buffer.alloc(length - bytes.length), bytes]);
}

export const toNumber = (bytes: Buffer): bigint => BigInt(`0x0${bytes.toString("hex")}`);

/** Two's complement, as short as possible: the content of a DER INTEGER (ITU-T X.690 section 8.3). */
export function toTwosComplement(value: bigint): Buffer {
  if (value < 0n) {
    const length = toBytes(-value - 1n).length + 1;
    const bytes = toBytes((1n << BigInt(8 * length)) + value, length);
    return bytes[0] === 0xff && (bytes[1] ?? 0) >= 0x80 ? bytes.subarray(1) : bytes;
  }
  const bytes = toBytes(value);
  return (bytes[0] ?? 0) < 0x80 ? bytes : Buffer.concat([Buffer.from([0]), bytes]);
}
