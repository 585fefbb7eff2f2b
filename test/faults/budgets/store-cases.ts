import type { App, Case } from "./case";
import { formCase, GRANT } from "./form-case";
import { fill, huge, MEBIBYTE } from "./texts";

const now = Date.now();
const token = (value: string) => ({ value, tokenType: "Bearer", madeAt: now, lifetime: 3600 });

const record = (length: number, make: (index: number) => unknown): Record<string, unknown> =>
  Object.fromEntries(Array.from({ length }, (_, index) => [`id${index}`, make(index)]));

function deep(levels: number): object {
  let value: object = {};
  for (let level = 0; level < levels; level++) value = { value };
  return value;
}

/** What Yaak's store can contain. */
const STORED: Record<string, () => unknown> = {
  "250 MB of text": () => huge("x"),
  "1,000,000 entries that are empty": () => record(1_000_000, () => ({})),
  "1,000,000 entries that are null": () => record(1_000_000, () => null),
  "1,000,000 valid tokens": () => record(1_000_000, () => token("x")),
  "100 valid tokens of 1 MB": () => record(100, (index) => token(fill(`${index % 10}`, MEBIBYTE))),
  "a valid token of 250 MB": () => ({ id: token(huge("x")) }),
  "a token type of 250 MB": () => ({ id: { ...token("x"), tokenType: huge("x") } }),
  "a proof key of 250 MB": () => ({ id: { ...token("x"), proofKey: huge("x") } }),
  "100 tokens with long proof keys": () =>
    record(100, () => ({ ...token("x"), proofKey: `{"alg":"ES256","x":"${fill("x", 3900)}"}` })),
  "an array of 1,000,000 items": () => Array.from({ length: 1_000_000 }, () => token("x")),
  "deep values": () => record(10, () => deep(100_000)),
  "odd values": () => ({ a: 1, b: "x", c: [], d: token(""), e: { ...token("x"), madeAt: "", lifetime: {} } }),
  "odd numbers": () => record(100_000, () => ({ ...token("x"), lifetime: 1e308, madeAt: -1e308 })),
};

/** Nothing at all, or an error with much in it. */
const NEVER: Record<string, () => App> = {
  "never returns what it has": () => ({ get: () => new Promise(() => {}) }),
  "never confirms what it stored": () => ({ set: () => new Promise(() => {}) }),
  "fails with a long error": () => ({ get: () => Promise.reject(new Error(fill("x", MEBIBYTE))) }),
};

export const storeCases: Case[] = [
  ...Object.entries(STORED).map(([name, make]) =>
    formCase(`the store has ${name}`, () => GRANT, {
      alone: name.includes("1,000,000"),
      makeApp: () => {
        const stored = make();
        return { get: () => stored };
      },
    }),
  ),
  ...Object.entries(NEVER).map(([name, makeApp]) =>
    // The store is given up to three seconds in all.
    formCase(`the store ${name}`, () => GRANT, { makeApp, alone: true, maxMs: 3000 }),
  ),
];
