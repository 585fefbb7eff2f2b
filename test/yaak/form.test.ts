import type { Context } from "@yaakapp/api";
import { describe, expect, it } from "vitest";
import { plugin } from "../../src/index";
import type { YaakInput } from "../../src/yaak/host";

interface Resolved {
  type?: string;
  name?: string;
  label?: string;
  placeholder?: string | null;
  defaultValue?: string;
  hidden?: boolean;
  inputs?: Resolved[];
}

/** The form as Yaak's plugin runtime resolves it: each input, with what its `dynamic` returns laid over it. */
function resolve(inputs: YaakInput[], values: Record<string, unknown>): Resolved[] {
  return inputs.map(({ dynamic, ...input }) => {
    const resolved: object = { ...input, ...dynamic?.({} as Context, { contextId: "", values } as never) };
    return "inputs" in input
      ? { ...resolved, inputs: resolve(input.inputs as YaakInput[], values) }
      : resolved;
  });
}

const form = (values: Record<string, unknown> = {}) => resolve(plugin.authentication.args, values);
const flat = (inputs: Resolved[]): Resolved[] =>
  inputs.flatMap((input) => [input, ...flat(input.inputs ?? [])]);
const byName = (inputs: Resolved[], name: string) => flat(inputs).find((input) => input.name === name);

describe("the form in Yaak", () => {
  it("is registered under its own name", () => {
    const { name, label, shortLabel } = plugin.authentication;
    expect({ name, label, shortLabel }).toEqual({
      name: "jwt-bearer",
      label: "JWT Bearer",
      shortLabel: "JWT",
    });
  });

  it("has the main things on top and the rest in accordions", () => {
    const top = form().flatMap((input) => (input.type === "h_stack" ? (input.inputs ?? []) : input));
    expect(top.map(({ type, label }) => (type === "accordion" ? `> ${label}` : label))).toEqual([
      "Algorithm",
      "Secret",
      "Issuer",
      "Subject",
      "Audience",
      "Expires in",
      "Further claims",
      "> Key file and format",
      "> Times and token ID",
      "> Token header",
      "> Where the token goes",
    ]);
  });

  it("stores no default, but for selects, whose value Yaak has to know", () => {
    for (const input of flat(form())) {
      if (input.type === "select") expect(input.defaultValue, String(input.name)).toEqual(expect.any(String));
      else expect(input.defaultValue, String(input.name)).toBeUndefined();
    }
  });

  it("shows in grey what an empty field means", () => {
    expect(byName(form(), "expiresIn")?.placeholder).toBe("5m");
    expect(byName(form(), "headerPrefix")?.placeholder).toBe("Bearer");
    expect(byName(form(), "claims")?.placeholder).toBe("{}");
  });

  it("keeps key and passphrase covered, and gives a key several lines", () => {
    expect(byName(form(), "key")).toMatchObject({ type: "text", password: true, multiLine: true });
    expect(byName(form(), "passphrase")).toMatchObject({ type: "text", password: true });
  });

  it("changes with the algorithm", () => {
    const rsa = form({ algorithm: "RS256" });
    expect(byName(rsa, "key")).toMatchObject({ label: "Private key", hidden: false });
    expect(byName(rsa, "keyEncoding")?.hidden).toBe(true);
    expect(byName(rsa, "passphrase")?.hidden).toBe(false);

    const unsigned = form({ algorithm: "none" });
    expect(byName(unsigned, "key")?.hidden).toBe(true);
    expect(unsigned.find(({ label }) => label === "Key file and format")?.hidden).toBe(true);
  });

  it.each<[string, Record<string, unknown>]>([
    ["an unknown algorithm", { algorithm: "HS999" }],
    ["values of other types", { algorithm: 1, placement: null, key: {}, claims: [] }],
    ["names of JavaScript's own", { __proto__: null, constructor: 1, toString: 2 }],
  ])("does not throw for %s, which would take it away", (_, values) => {
    expect(() => form(values)).not.toThrow();
  });
});
