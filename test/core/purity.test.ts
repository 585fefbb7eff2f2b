import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const files = readdirSync("src/core", { recursive: true, encoding: "utf8" }).filter((name) =>
  name.endsWith(".ts"),
);
const source = (name: string) => readFileSync(join("src/core", name), "utf8");

/** What a file imports from outside its own folder. */
const imports = (name: string) =>
  Array.from(source(name).matchAll(/from "([^"]+)"/g), ([, from = ""]) => from);

const LIBRARIES = ["jose", "jsonc-parser", "jsonc-parser/lib/esm/impl/parser.js", "node:crypto"];
const ALLOWED: Record<string, string[]> = { "keys/file.ts": ["node:fs/promises", "node:path"] };

describe.each(files)("src/core/%s", (name) => {
  it("imports nothing but the core, its libraries, and the file system for a key file", () => {
    const foreign = imports(name).filter((from) => !from.startsWith(".") && !LIBRARIES.includes(from));
    expect(foreign.filter((from) => !ALLOWED[name]?.includes(from))).toEqual([]);
    expect(imports(name).filter((from) => from.includes("yaak"))).toEqual([]);
  });

  it("knows no clock, no chance, no environment and no network", () => {
    const code = source(name).replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, "");
    expect(code).not.toMatch(
      /Date\.now|new Date\(\)|performance\.|Math\.random|(?<!oment\.)randomUUID\(|getRandomValues|randomBytes/u,
    );
    expect(code).not.toMatch(/process\.|fetch\(|require\(|console\./u);
  });
});
