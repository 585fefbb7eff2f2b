import fc from "fast-check";
import { describe, expect, inject, it } from "vitest";
import {
  bitLength,
  inverse,
  power,
  squareRoot,
  toBase64url,
  toBytes,
} from "../../../src/core/material/numbers";

const anyNumber = fc.bigInt({ min: 0n, max: 2n ** 600n });
const holds = (property: fc.IProperty<[bigint, bigint]>) =>
  fc.assert(property, { ...inject("properties"), numRuns: 500 });

describe("numbers", () => {
  it.each([
    [0n, 0],
    [1n, 1],
    [255n, 8],
    [256n, 9],
    [2n ** 2048n - 1n, 2048],
  ])("%# have a length in bits", (value, bits) => {
    expect(bitLength(value)).toBe(bits);
  });

  it("become bytes of a length, or as few as possible", () => {
    expect(toBytes(258n, 4).toString("hex")).toBe("00000102");
    expect(toBase64url(65_537n)).toBe("AQAB");
  });

  it("have an inverse that multiplies to one, or a common factor", () =>
    holds(
      fc.property(anyNumber, fc.bigInt({ min: 2n, max: 2n ** 300n }), (value, modulus) => {
        const found = inverse(value, modulus);
        if (found !== undefined) {
          expect((found * value) % modulus).toBe(1n);
          return;
        }
        let [a, b] = [modulus, value % modulus];
        while (b > 0n) [a, b] = [b, a % b];
        expect(a).not.toBe(1n);
      }),
    ));

  it("have a square root that is rounded down", () =>
    holds(
      fc.property(anyNumber, anyNumber, (value, _) => {
        const root = squareRoot(value);
        expect(root * root <= value && (root + 1n) * (root + 1n) > value).toBe(true);
      }),
    ));

  it("have powers", () => {
    expect(power(3n, 200n, 13n)).toBe(3n ** 200n % 13n);
    expect(power(5n, 0n, 7n)).toBe(1n);
  });
});
