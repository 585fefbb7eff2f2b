import { describe, expect, it } from "vitest";
import { asSentence, count, listNames, listOf, quote, shorten } from "../../../src/core/lib/words";

describe("text from outside", () => {
  it.each([
    ["is on one line", "a\n\tb\u0000c\u2028d", "a b c d"],
    ["has no space around it", "  a  ", "a"],
    ["is cut after 60 characters", "x".repeat(61), `${"x".repeat(60)}…`],
    ["is not cut at 60 characters", "x".repeat(60), "x".repeat(60)],
    ["is never cut inside a character", `${"x".repeat(59)}😀y`, `${"x".repeat(59)}…`],
  ])("%s", (_, text, shown) => {
    expect(shorten(text)).toBe(shown);
  });

  it("is in double quotes if it can be anything", () => {
    expect(quote('say "hi"\n')).toBe('"say "hi""');
  });

  it.each([
    ["words", "words."],
    ["Done!", "Done!"],
    ["Why?", "Why?"],
    ["long…", "long…"],
    ["No.", "No."],
  ])("ends a sentence with one mark: %s", (text, sentence) => {
    expect(asSentence(text)).toBe(sentence);
  });
});

describe("an amount", () => {
  it("has a plural unless it is 1", () => {
    expect([0, 1, 2].map((amount) => count(amount, "byte"))).toEqual(["0 bytes", "1 byte", "2 bytes"]);
  });
});

describe("a list", () => {
  it.each<[string[], string, string]>([
    [[], "", ""],
    [["a"], "a", "a"],
    [["a", "b"], "a and b", "a or b"],
    [["a", "b", "c"], "a, b, and c", "a, b, or c"],
  ])("of %j has a serial comma", (names, and, or) => {
    expect([listOf(names), listOf(names, "or")]).toEqual([and, or]);
    expect([listNames(names), listNames(names, "or")]).toEqual([and, or]);
  });

  it("of many short names is not longer than one of few long names", () => {
    const names = Array.from({ length: 1000 }, (_, index) => String(index));
    expect(listNames(names).length).toBeLessThan(150);
  });

  it("that is too long ends with the number of the other names", () => {
    const names = Array.from({ length: 4 }, (_, index) => String(index).repeat(50));
    expect(listNames(names)).toBe(`${names[0]}, ${names[1]}, and 2 more`);
    expect(listNames(names, "or")).toBe(`${names[0]}, ${names[1]}, or 2 others`);
    expect(listNames(names.slice(0, 3), "or")).toBe(`${names[0]}, ${names[1]}, or 1 other`);
  });
});
