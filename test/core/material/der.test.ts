import { describe, expect, it } from "vitest";
import { DerError, DerReader, TAG } from "../../../src/core/material/der";
import { encode, encodeInteger } from "../../../src/core/material/der-writer";
import { algorithmIdentifier } from "../../../src/core/material/oids";

const reader = (hex: string) => new DerReader(Buffer.from(hex, "hex"));

describe("DER", () => {
  it.each([
    ["zero", "020100", 0n],
    ["a number with the high bit set", "02020080", 128n],
    ["a number of nine bytes", "020900ffffffffffffffff", 2n ** 64n - 1n],
  ])("is read and written: %s", (_, hex, value) => {
    expect(reader(hex).integer()).toBe(value);
    expect(encodeInteger(value).toString("hex")).toBe(hex);
  });

  it.each([
    ["in the first byte", 127, "047f"],
    ["in one more byte", 128, "048180"],
    ["in two more bytes", 256, "04820100"],
    ["in three more bytes", 65_536, "0483010000"],
  ])("has its length %s", (_, length, head) => {
    const content = Buffer.alloc(length, 7);
    const encoded = encode(TAG.octetString, content);
    expect(encoded.toString("hex", 0, head.length / 2)).toBe(head);
    expect(new DerReader(encoded).octetString()).toEqual(content);
  });

  it.each(["1.2.840.113549.1.1.1", "2.16.840.1.101.3.4.3.17", "1.3.101.112", "1.3.6.1.4.1.11591.4.11"])(
    "has the object identifier %s",
    (objectIdentifier) => {
      const identifier = new DerReader(algorithmIdentifier(objectIdentifier)).sequence();
      expect(identifier.objectIdentifier()).toBe(objectIdentifier);
      identifier.end();
    },
  );

  it("has numbers that are safe, or infinite", () => {
    expect(reader("02070fffffffffffff").smallInteger()).toBe(2 ** 52 - 1);
    expect(reader("02071fffffffffffff").smallInteger()).toBe(Number.MAX_SAFE_INTEGER);
    expect(reader("020720000000000000").smallInteger()).toBe(Number.POSITIVE_INFINITY);
  });
});

describe("what is not DER", () => {
  const whole = (der: DerReader) => {
    der.any();
    der.end();
  };
  const integer = (der: DerReader) => der.integer();

  it.each<[string, string, (der: DerReader) => unknown]>([
    ["nothing", "", whole],
    ["a tag alone", "30", whole],
    ["a tag number over 30", "1f0100", whole],
    ["an indefinite length", "30800000", whole],
    ["an indefinite length before as many bytes", `3080${"00".repeat(128)}`, whole],
    ["a length with a leading zero", "0482000100", whole],
    ["a long length that fits into one byte", "04817f", whole],
    ["a length of five bytes", "0485000000000100", whole],
    ["a length without its bytes", "0482", whole],
    ["a length beyond the end", "0402ff", whole],
    ["something after the element", "040100ff", whole],
    ["another tag", "0401ff", integer],
    ["a string in pieces", "24030401ff", (der) => der.octetString()],
    ["an empty number", "0200", integer],
    ["a negative number", "0201ff", integer],
    ["a number with a zero too many", "0202007f", integer],
    ["a number longer than any key", `02821001${"7f".repeat(4097)}`, integer],
    ["a bit string with unused bits", "030204f0", (der) => der.bitString()],
    ["an empty bit string", "0300", (der) => der.bitString()],
    ["an empty object identifier", "0600", (der) => der.objectIdentifier()],
    ["an object identifier that does not end", "06022a86", (der) => der.objectIdentifier()],
    ["an object identifier with a zero too many", "0604802b6570", (der) => der.objectIdentifier()],
    ["an object identifier with a huge number", "060a2affffffffffffffff7f", (der) => der.objectIdentifier()],
    ["an endless object identifier", `0621${"01".repeat(33)}`, (der) => der.objectIdentifier()],
  ])("is rejected: %s", (_, hex, read) => {
    expect(() => read(reader(hex))).toThrow(DerError);
  });

  it.each([
    ["3003020100", false],
    ["30030201", true],
    ["3003", true],
    ["30", true],
    ["3003020200", false],
  ])("is incomplete if the outermost element is: %s", (hex, isTruncated) => {
    const read = () => {
      const sequence = reader(hex).sequence();
      sequence.integer();
      sequence.end();
    };
    if (hex === "3003020100") return expect(read).not.toThrow();
    expect(read).toThrow(expect.objectContaining({ isTruncated }));
  });

  it("costs nothing if it is nested deeply", () => {
    let nested = Buffer.alloc(0);
    for (let depth = 0; depth < 2000; depth++) nested = encode(TAG.sequence, nested) as typeof nested;
    expect(new DerReader(nested).sequence().nextTag).toBe(TAG.sequence);
  });
});
