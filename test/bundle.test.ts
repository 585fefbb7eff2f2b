import { readFileSync } from "node:fs";
import { builtinModules, createRequire } from "node:module";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";

const bundle = resolve("build/index.js");

describe("build/index.js", () => {
  it("needs nothing beside it but Node", () => {
    const required = Array.from(
      readFileSync(bundle, "utf8").matchAll(/require\("([^"]+)"\)/g),
      ([, name = ""]) => name,
    );
    expect(required.length).toBeGreaterThan(0);
    expect(required.filter((name) => !builtinModules.includes(name.replace(/^node:/, "")))).toEqual([]);
  });

  it("is loaded by require, with the plugin as `plugin`", () => {
    const { plugin } = createRequire(import.meta.url)(bundle);
    expect(plugin.authentication).toMatchObject({ name: "jwt-bearer", onApply: expect.any(Function) });
  });
});
