import { generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { contextTag, DerError, DerReader, TAG } from "../../../src/core/material/der";
import { encode, encodeInteger } from "../../../src/core/material/der-writer";
import { BadKey } from "../../../src/core/material/key-errors";
import { readPkcs1, readPkcs8, readSec1 } from "../../../src/core/material/private-key-info";

const ec = (namedCurve: string) => {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve });
  return {
    pkcs8: privateKey.export({ format: "der", type: "pkcs8" }),
    sec1: privateKey.export({ format: "der", type: "sec1" }),
    point: publicKey.export({ format: "der", type: "spki" }).subarray(-65),
  };
};
const own = ec("P-256");
const other = ec("P-256");
const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
const pkcs1 = rsa.export({ format: "der", type: "pkcs1" });

/** The elements of a SEQUENCE, and the SEQUENCE with others. */
const parts = (der: Buffer) => {
  const reader = new DerReader(der).sequence();
  const all: Buffer[] = [];
  while (!reader.isAtEnd) all.push(reader.any().encoding);
  return all;
};
const changed = (der: Buffer, change: (all: Buffer[]) => Buffer[]) =>
  encode(TAG.sequence, ...change(parts(der)));
const publicKey = (point: Buffer) => encode(0x81, Buffer.from([0]), point);

describe("PKCS#8", () => {
  it.each<[string, (all: Buffer[]) => Buffer[]]>([
    ["version 1", (all) => all],
    ["attributes", (all) => [...all, encode(contextTag(0), Buffer.from("3000", "hex"))]],
    ["its public key", (all) => [...all.with(0, encodeInteger(1n)), publicKey(own.point)]],
  ])("is read with %s", (_, change) => {
    expect(readPkcs8(changed(own.pkcs8, change))).toEqual(readPkcs8(own.pkcs8));
  });

  it.each<[string, (all: Buffer[]) => Buffer[], typeof DerError | typeof BadKey]>([
    ["an unknown version", (all) => all.with(0, encodeInteger(2n)), DerError],
    ["the public key of another key on its curve", (all) => [...all, publicKey(other.point)], BadKey],
    ["something else after it", (all) => [...all, encodeInteger(1n)], DerError],
  ])("is rejected with %s", (_, change, error) => {
    expect(() => readPkcs8(changed(own.pkcs8, change))).toThrow(error);
  });

  it("is rejected if the key inside names another curve", () => {
    const [version, identifier] = parts(ec("secp256k1").pkcs8) as [Buffer, Buffer];
    const info = encode(TAG.sequence, version, identifier, encode(TAG.octetString, own.sec1));
    expect(() => readPkcs8(info)).toThrow(BadKey);
  });
});

describe("PKCS#1", () => {
  it.each<[string, (all: Buffer[]) => Buffer[]]>([
    ["an unknown version", (all) => all.with(0, encodeInteger(2n))],
    ["a version with more primes, but none", (all) => all.with(0, encodeInteger(1n))],
    ["an empty list of more primes", (all) => [...all.with(0, encodeInteger(1n)), encode(TAG.sequence)]],
    ["four more primes", (all) => [...all.with(0, encodeInteger(1n)), primes(4)]],
    ["an element missing", (all) => all.slice(0, -1)],
  ])("is rejected with %s", (_, change) => {
    expect(readPkcs1(pkcs1)).toMatchObject({ type: "RSA" });
    expect(() => readPkcs1(changed(pkcs1, change))).toThrow(DerError);
  });

  const primes = (count: number) => {
    const prime = encode(TAG.sequence, encodeInteger(3n), encodeInteger(1n), encodeInteger(1n));
    return encode(TAG.sequence, ...Array.from({ length: count }, () => prime));
  };
});

describe("SEC1", () => {
  it.each<[string, (all: Buffer[]) => Buffer[], typeof DerError | typeof BadKey]>([
    ["an unknown version", (all) => all.with(0, encodeInteger(2n)), DerError],
    ["no curve", (all) => all.toSpliced(2, 1), DerError],
    [
      "only a part of its number, and no point",
      (all) => [...all.slice(0, 1), encode(TAG.octetString, Buffer.alloc(31, 1)), ...all.slice(2, 3)],
      BadKey,
    ],
  ])("is rejected with %s", (_, change, error) => {
    expect(readSec1(own.sec1)).toMatchObject({ type: "EC" });
    expect(() => readSec1(changed(own.sec1, change))).toThrow(error);
  });

  it("is read with a number that lost its leading zeros, if there is a point", () => {
    const short = changed(own.sec1, (all) => all.with(1, encode(TAG.octetString, Buffer.from([7]))));
    expect(readSec1(short)).toMatchObject({ d: 7n });
  });
});
