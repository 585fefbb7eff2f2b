import { createECDH } from "node:crypto";
import { describe, expect, it } from "vitest";
import { type Curve, curves } from "../../../src/core/material/curves";
import { readPoint } from "../../../src/core/material/ec";
import { BadKey } from "../../../src/core/material/key-errors";
import { makePrivateKey, makePublicKey } from "../../../src/core/material/make-key";
import { toBytes, toNumber } from "../../../src/core/material/numbers";

describe.each([...curves.values()])("on $name", (curve: Curve) => {
  const ecdh = createECDH(curve.nodeName);
  ecdh.generateKeys();
  const d = toNumber(ecdh.getPrivateKey());
  const point = readPoint(ecdh.getPublicKey(), curve);

  it.each(["compressed", "uncompressed", "hybrid"] as const)("a %s point is read", (form) => {
    expect(readPoint(ecdh.getPublicKey(null, form), curve)).toEqual(point);
    const own = createECDH(curve.nodeName);
    // A number with the other parity of y.
    own.setPrivateKey(toBytes(curve.order - d, curve.bytes));
    expect(readPoint(own.getPublicKey(null, form), curve)).toEqual({ x: point.x, y: curve.p - point.y });
  });

  const bytes = (...parts: (number | bigint)[]) =>
    Buffer.concat(
      parts.map((part) => (typeof part === "number" ? Buffer.from([part]) : toBytes(part, curve.bytes))),
    );
  const isOdd = point.y % 2n === 1n;

  it.each<[string, Buffer]>([
    ["at infinity", bytes(0)],
    ["that is empty", Buffer.alloc(0)],
    ["off the curve", bytes(4, point.x, point.y ^ 1n)],
    ["with x beyond the field", bytes(4, point.x + curve.p, point.y)],
    ["in no form", bytes(5, point.x, point.y)],
    ["in hybrid form with the wrong parity", bytes(isOdd ? 6 : 7, point.x, point.y)],
    ["that is too short", bytes(4, point.x)],
    ["that is too long", bytes(4, point.x, point.y, 0)],
    ["in compressed form with two coordinates", bytes(2, point.x, point.y)],
    ["in compressed form with x beyond the field", bytes(2, curve.p)],
  ])("a point is rejected: %s", (_, encoded) => {
    expect(() => readPoint(encoded, curve)).toThrow(BadKey);
  });

  it("an x without a point is rejected", () => {
    const without = Array.from({ length: 40 }, (_, x) => BigInt(x)).filter((x) => {
      try {
        readPoint(bytes(2, x), curve);
        return false;
      } catch (error) {
        return error instanceof BadKey;
      }
    });
    expect(without.length).toBeGreaterThan(5);
    expect(without.length).toBeLessThan(35);
  });

  it.each<[string, bigint, typeof point | undefined]>([
    ["zero", 0n, undefined],
    ["the order", curve.order, undefined],
    ["longer than the order", curve.order << 64n, undefined],
    ["the number of another point", d === 1n ? 2n : d - 1n, point],
    ["the number of the other point with its x", curve.order - d, point],
  ])("a private number is rejected: %s", (_, number, declared) => {
    expect(() => makePrivateKey({ type: "EC", curve, d: number, ...declared })).toThrow(BadKey);
  });

  it.each<[string, bigint]>([
    ["the smallest", 1n],
    ["the largest", curve.order - 1n],
    ["any other", d],
  ])("a private number is accepted: %s", (_, number) => {
    expect(makePrivateKey({ type: "EC", curve, d: number }).publicKey.jwk).toMatchObject({
      kty: "EC",
      crv: curve.name,
    });
  });

  it("a public key needs both coordinates", () => {
    expect(makePublicKey({ type: "EC", curve, ...point }).key.type).toBe("public");
    expect(() => makePublicKey({ type: "EC", curve, x: point.x })).toThrow(BadKey);
    expect(() => makePublicKey({ type: "EC", curve, x: point.x, y: point.y + curve.p })).toThrow(BadKey);
  });
});
