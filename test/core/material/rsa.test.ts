import { createPublicKey, generateKeyPairSync, sign, verify } from "node:crypto";
import { describe, expect, it } from "vitest";
import { BadKey } from "../../../src/core/material/key-errors";
import { makePrivateKey, makePublicKey } from "../../../src/core/material/make-key";
import type { RsaParts } from "../../../src/core/material/parts";
import { readPkcs1 } from "../../../src/core/material/private-key-info";

const pair = (modulusLength: number, publicExponent = 65_537) =>
  readPkcs1(
    generateKeyPairSync("rsa", { modulusLength, publicExponent }).privateKey.export({
      format: "der",
      type: "pkcs1",
    }),
  );
const own = pair(2048);
const other = pair(2048);
const large = pair(4096);

function signs(parts: RsaParts): boolean {
  const { key, publicKey } = makePrivateKey(parts);
  const data = Buffer.from("data");
  return verify(
    "sha256",
    data,
    createPublicKey({ key: { ...publicKey.jwk }, format: "jwk" }),
    sign("sha256", data, key),
  );
}

describe("an RSA key", () => {
  it.each<[string, () => RsaParts]>([
    ["with all its numbers", () => own],
    ["without its primes", () => ({ ...own, primes: [] })],
    ["without its primes, and with a small exponent", () => ({ ...pair(2048, 3), primes: [] })],
    ["without its primes, and with a large exponent", () => ({ ...pair(2048, 2 ** 31 + 11), primes: [] })],
    ["of 4096 bits without its primes", () => ({ ...large, primes: [] })],
    ["without its private exponent", () => ({ ...own, d: undefined })],
    ["with only its primes", () => ({ ...own, primes: own.primes.map(({ prime }) => ({ prime })) })],
    [
      "with its primes in the other order",
      () => ({ ...own, primes: [...own.primes].reverse().map(({ prime }) => ({ prime })) }),
    ],
  ])("signs: %s", (_, parts) => {
    expect(signs(parts())).toBe(true);
  });

  it("without its primes is found if the exponent was computed modulo (p - 1)(q - 1)", () => {
    const [p = 0n, q = 0n] = own.primes.map(({ prime }) => prime);
    const totient = (p - 1n) * (q - 1n);
    let d = own.d ?? 0n;
    const step = leastCommonMultiple(p - 1n, q - 1n);
    while ((d * own.e) % totient !== 1n) d += step;
    expect(signs({ ...own, d, primes: [] })).toBe(true);
  });

  const [p, q] = own.primes as [RsaParts["primes"][0], RsaParts["primes"][0]];
  const next = (value = 0n) => value + 2n;

  it.each<[string, Partial<RsaParts>]>([
    ["with another modulus", { n: other.n }],
    ["with another public exponent", { e: 3n }],
    ["with an even public exponent", { e: 65_536n }],
    ["with a public exponent of 1", { e: 1n }],
    ["with a public exponent as long as the modulus", { e: own.n - 2n }],
    ["with another private exponent", { d: other.d }],
    ["with a private exponent of 0", { d: 0n }],
    ["with a private exponent beyond the modulus", { d: (own.d ?? 0n) + own.n }],
    ["with one prime", { primes: [p] }],
    ["with the primes of another key", { primes: other.primes }],
    [
      "without its private exponent, and with a prime of 1",
      { d: undefined, primes: [{ prime: 1n }, { prime: own.n }] },
    ],
    [
      "without its private exponent, and with a prime of 0",
      { d: undefined, primes: [{ prime: 0n }, { prime: own.n }] },
    ],
    ["with a third prime of 1", { primes: [p, q, { prime: 1n }] }],
    ["with a prime of 1", { primes: [{ prime: 1n }, { prime: own.n }] }],
    ["with another exponent for a prime", { primes: [p, { ...q, exponent: next(q.exponent) }] }],
    ["with another coefficient", { primes: [{ ...p, coefficient: next(p.coefficient) }, q] }],
    [
      "with a coefficient beyond the prime",
      { primes: [{ ...p, coefficient: (p.coefficient ?? 0n) + p.prime }, q] },
    ],
    ["without primes, with another private exponent", { d: other.d, primes: [] }],
    ["without primes, with a private exponent of 1", { d: 1n, primes: [] }],
  ])("is rejected: %s", (_, change) => {
    expect(() => makePrivateKey({ ...own, ...change })).toThrow(BadKey);
  });

  it.each<[string, Partial<RsaParts>]>([
    ["an even modulus", { n: own.n - 1n }],
    ["an even exponent", { e: 65_536n }],
    ["an exponent of 1", { e: 1n }],
    ["an exponent as large as the modulus", { n: 65_537n, e: 65_537n }],
  ])("is rejected as a public key with %s", (_, change) => {
    expect(() => makePublicKey({ ...own, d: undefined, primes: [], ...change })).toThrow(BadKey);
  });

  it("is rejected with a private exponent that works, but is larger than the modulus", () => {
    const step = leastCommonMultiple(p.prime - 1n, q.prime - 1n);
    let d = own.d ?? 0n;
    while (d < own.n) d += step;
    expect((d * own.e) % step).toBe(1n);
    expect(() => makePrivateKey({ ...own, d })).toThrow(BadKey);
  });

  it("of 3072 bits can have a public exponent of 256 bits, but not a larger one", () => {
    const exponent = (bits: number) => 2n ** BigInt(bits - 1) + 1n;
    expect(makePublicKey({ ...own, d: undefined, primes: [], e: exponent(256) }).key.type).toBe("public");
    expect(() => makePublicKey({ ...own, d: undefined, primes: [], e: exponent(257) })).toThrow(BadKey);
    expect(makePublicKey({ ...large, d: undefined, primes: [], e: exponent(64) }).key.type).toBe("public");
    expect(() => makePublicKey({ ...large, d: undefined, primes: [], e: exponent(65) })).toThrow(BadKey);
  });
});

function leastCommonMultiple(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y > 0n) [x, y] = [y, x % y];
  return (a / x) * b;
}
