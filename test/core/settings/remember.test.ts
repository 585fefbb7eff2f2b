import { describe, expect, it } from "vitest";
import type { Values } from "../../../src/core/form/types";
import { remember } from "../../../src/core/settings/remember";

const counting = () => {
  let reads = 0;
  const read = remember((values: Values) => ({ values, count: ++reads }));
  return { read, reads: () => reads };
};

describe("what was read", () => {
  it("is the same object for equal values", () => {
    const { read } = counting();
    expect(read({ issuer: "a", claims: "{}" })).toBe(
      read({ issuer: "a", claims: "{}", subject: undefined, keyFile: null }),
    );
  });

  it.each<[string, Values, Values]>([
    ["another value", { issuer: "a" }, { issuer: "b" }],
    ["another name", { issuer: "a" }, { subject: "a" }],
    ["an empty value more", { issuer: "a" }, { issuer: "a", subject: "" }],
    ["another half of a surrogate pair", { issuer: "\ud800" }, { issuer: "\ud801" }],
    ["another split between name and value", { issuer: "1:a" }, { issuer1: ":a" } as Values],
    ["another split between values", { issuer: "a7:subject1:b" }, { issuer: "a", subject: "b" }],
  ])("is another object for %s", (_, one, other) => {
    const { read } = counting();
    expect(read(one)).not.toBe(read(other));
  });

  it.each<[string, Values]>([
    ["long values", { claims: "x".repeat(16_001) }],
    ["many values", { claims: "x".repeat(9_000), header: "x".repeat(9_000) }],
    ["a value that is not text", { issuer: 1 }],
  ])("is read again for %s", (_, values) => {
    const { read, reads } = counting();
    read(values);
    read(values);
    expect(reads()).toBe(2);
  });

  it("is forgotten after eight others, unless it was used in between", () => {
    const { read, reads } = counting();
    read({ issuer: "used" });
    read({ issuer: "unused" });
    for (let count = 0; count < 7; count++) {
      read({ issuer: String(count) });
      read({ issuer: "used" });
    }
    expect(reads()).toBe(9);
    read({ issuer: "unused" });
    expect(reads()).toBe(10);
    read({ issuer: "used" });
    expect(reads()).toBe(10);
  });

  it("is not remembered if it cannot be read", () => {
    let reads = 0;
    const read = remember(() => {
      reads++;
      throw new Error("invalid");
    });
    for (let count = 0; count < 2; count++) expect(() => read({})).toThrow("invalid");
    expect(reads).toBe(2);
  });
});
