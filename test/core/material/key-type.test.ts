import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { contextTag, DerError, DerReader, TAG } from "../../../src/core/material/der";
import { encode, encodeInteger } from "../../../src/core/material/der-writer";
import { BadKey } from "../../../src/core/material/key-errors";
import { readKeyType } from "../../../src/core/material/key-type";
import { algorithmIdentifier, OID } from "../../../src/core/material/oids";

const sequence = (...parts: Buffer[]) => encode(TAG.sequence, ...parts);
const read = (identifier: Buffer) => readKeyType(new DerReader(identifier).sequence());
/** An AlgorithmIdentifier with something after its object identifier. */
const identifier = (objectIdentifier: string, ...parameters: Buffer[]) =>
  sequence(new DerReader(algorithmIdentifier(objectIdentifier)).sequence().rest, ...parameters);

describe("the type of an RSA key", () => {
  const sha256 = algorithmIdentifier("2.16.840.1.101.3.4.2.1");
  const mgf1 = (hash: Buffer) => identifier(OID.mgf1, hash);
  const tagged = (...parts: [number, Buffer][]) =>
    sequence(...parts.map(([number, part]) => encode(contextTag(number), part)));
  const pss = (...parts: [number, Buffer][]) => read(identifier(OID["RSA-PSS"], tagged(...parts)));
  const usual: [number, Buffer][] = [
    [0, sha256],
    [1, mgf1(sha256)],
    [2, encodeInteger(32n)],
  ];

  it.each<[string, () => unknown, object | undefined]>([
    ["is plain with NULL", () => read(identifier(OID.RSA, encode(TAG.null))), undefined],
    ["is plain without parameters", () => read(algorithmIdentifier(OID.RSA)), undefined],
    ["allows any hash", () => read(algorithmIdentifier(OID["RSA-PSS"])), { hash: "any", saltLength: 0 }],
    ["allows a hash", () => pss(...usual), { hash: "sha256", saltLength: 32 }],
    [
      "has the usual trailer",
      () => pss(...usual, [3, encodeInteger(1n)]),
      { hash: "sha256", saltLength: 32 },
    ],
    ["allows SHA-1 by default", () => pss(), { hash: "sha1", saltLength: 20 }],
    ["mixes hashes", () => pss([0, sha256]), { hash: "other", saltLength: 0 }],
    ["has another mask", () => pss([0, sha256], [1, sha256]), { hash: "other", saltLength: 0 }],
    ["has another trailer", () => pss(...usual, [3, encodeInteger(2n)]), { hash: "other", saltLength: 0 }],
    [
      "asks for an endless salt",
      () => pss(...usual.slice(0, 2), [2, encodeInteger(2n ** 60n)]),
      { hash: "other", saltLength: 0 },
    ],
  ])("%s", (_, type, restriction) => {
    expect(type()).toEqual({ type: "RSA", pss: restriction });
  });

  it.each<[string, () => unknown]>([
    ["NULL with content", () => read(identifier(OID.RSA, encode(TAG.null, Buffer.from("hello"))))],
    ["something after NULL", () => read(identifier(OID.RSA, encode(TAG.null), encode(TAG.null)))],
    ["parameters for Ed25519", () => read(identifier(OID.Ed25519, encode(TAG.null)))],
    ["restrictions in another order", () => pss([2, encodeInteger(32n)], [0, sha256])],
    ["something after a hash", () => pss([0, identifier("2.16.840.1.101.3.4.2.1", encodeInteger(1n))])],
  ])("is rejected with %s", (_, type) => {
    expect(type).toThrow(DerError);
  });
});

describe("explicit parameters of P-256", () => {
  const parts = () => {
    const words = ["ecparam", "-name", "prime256v1", "-param_enc", "explicit", "-outform", "DER"];
    const parameters = new DerReader(execFileSync("openssl", words)).sequence();
    return Array.from({ length: 6 }, () => parameters.any().encoding);
  };
  const type = (change: (own: Buffer[]) => Buffer[]) =>
    read(identifier(OID.EC, sequence(...change(parts()))));

  it.each<[string, (own: Buffer[]) => Buffer[]]>([
    ["unchanged", (own) => own],
    ["without a cofactor", (own) => own.slice(0, 5)],
    ["with a hash", (own) => [...own, algorithmIdentifier("2.16.840.1.101.3.4.2.1")]],
  ])("are those of the curve: %s", (_, change) => {
    expect(type(change)).toMatchObject({ type: "EC", curve: { name: "P-256" } });
  });

  const number = encodeInteger(7n);
  /** The first element of a SEQUENCE. */
  const octets = (own: Buffer[], at: number) => new DerReader(own[at] as Buffer).sequence().any().encoding;
  it.each<[string, (own: Buffer[]) => Buffer[]]>([
    ["another version", (own) => own.with(0, number)],
    [
      "other coefficients",
      (own) => own.with(2, sequence(octets(own, 2), encode(TAG.octetString, Buffer.from([7])))),
    ],
    ["another order", (own) => own.with(4, number)],
    ["another cofactor", (own) => own.with(5, number)],
    ["something after them", (own) => [...own, number]],
  ])("are rejected with %s", (_, change) => {
    expect(() => type(change)).toThrow(DerError);
  });

  // CVE-2020-0601: with a generator of one's own, a private key can be found for any public key.
  it("are rejected with another generator", () => {
    const generator = (own: Buffer[]) => new DerReader(own[3] as Buffer).octetString();
    expect(() => type((own) => own.with(3, encode(TAG.octetString, flipped(generator(own)))))).toThrow(
      DerError,
    );
    const off = (own: Buffer[]) => encode(TAG.octetString, generator(own).fill(1, 40));
    expect(() => type((own) => own.with(3, off(own)))).toThrow(BadKey);
  });

  /** The same point with the other y, in compressed form. */
  const flipped = (point: Buffer) =>
    Buffer.concat([Buffer.from([((point.at(-1) ?? 0) & 1) === 1 ? 2 : 3]), point.subarray(1, 33)]);

  it("over another field are a custom curve", () => {
    expect(type((own) => own.with(1, algorithmIdentifier("1.2.840.10045.1.2")))).toEqual({
      type: "other",
      words: "an EC key on a custom curve",
    });
  });
});
