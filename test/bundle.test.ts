import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { builtinModules, createRequire } from "node:module";
import { resolve } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { type Bundle, bundle } from "../scripts/bundle";
import { thirdParty } from "../scripts/third-party";
import { keyPath } from "./support/keys";
import { bundleFile, pluginFolder } from "./support/plugin";

const json = (name: string) => JSON.parse(readFileSync(name, "utf8"));

describe.each([
  ["the bundle that Yaak's tool makes", async () => bundleFile()],
  [
    "the bundle of npm run build",
    async () => {
      const file = keyPath("index.js");
      writeFileSync(file, (await bundle()).code);
      return file;
    },
  ],
])("%s", (_name, make) => {
  let file = "";
  let code = "";
  beforeAll(async () => {
    file = await make();
    code = readFileSync(file, "utf8");
  });

  it("needs nothing beside it but Node", () => {
    const required = Array.from(code.matchAll(/\brequire\("([^"]+)"\)/g), ([, name = ""]) => name);
    expect(required.length).toBeGreaterThan(0);
    expect(required.filter((name) => !builtinModules.includes(name.replace(/^node:/, "")))).toEqual([]);
  });

  it("is loaded by require, with the plugin as `plugin`", () => {
    const { plugin } = createRequire(import.meta.url)(file);
    expect(plugin.authentication).toMatchObject({ name: "jwt-bearer", onApply: expect.any(Function) });
    expect(plugin.authentication.args.length).toBeGreaterThan(10);
  });
});

describe("npm run build", () => {
  let made: Bundle;
  beforeAll(async () => {
    made = await bundle();
  });

  it("makes the same to the byte again", async () => {
    expect((await bundle()).code).toBe(made.code);
    // Nothing of the machine is in it.
    expect(made.code).not.toContain(process.cwd());
    expect(made.code).not.toContain("node_modules");
  });

  it("bundles the packages of package.json and no others, each under a licence that allows it", () => {
    const { dependencies } = json("package.json");
    expect(made.packages.map(({ name }) => name)).toEqual(Object.keys(dependencies).sort());
    for (const { name, version, license } of made.packages) {
      expect(json("package-lock.json").packages[`node_modules/${name}`]).toMatchObject({ version });
      expect(license).toBe("MIT");
    }
  });

  it("bundles the same packages as Yaak's tool", () => {
    const packages = Array.from(
      readFileSync(bundleFile(), "utf8").matchAll(/^\/\/#region .*node_modules\/((?:@[^/]+\/)?[^/]+)\//gm),
      ([, name]) => name,
    );
    expect([...new Set(packages)].sort()).toEqual(made.packages.map(({ name }) => name));
  });

  it("has notices that name who wrote the packages", () => {
    for (const { notice } of made.packages) expect(notice).toMatch(/Copyright \(c\)/);
  });

  it("is described in src/THIRD-PARTY.md, which npm run generate writes and Yaak ships", () => {
    expect(readFileSync("src/THIRD-PARTY.md", "utf8")).toBe(thirdParty(made.packages));
    expect(existsSync(resolve(pluginFolder(), "src/THIRD-PARTY.md"))).toBe(true);
  });
});

describe("package-lock.json", () => {
  const { packages } = json("package-lock.json") as {
    packages: Record<string, { version?: string; integrity?: string; optional?: boolean }>;
  };
  const installed = Object.entries(packages).filter(([path]) => path !== "");

  it("pins every package to a version and to a hash of what is in it", () => {
    const loose = installed.filter(
      ([, { version, integrity }]) => !version || !integrity?.startsWith("sha512-"),
    );
    // The client for other systems is not to be had where this was locked.
    const others = loose.filter(
      ([path, { optional }]) => !optional || !/^node_modules\/@yaakapp\/cli-\w+-\w+$/.test(path),
    );
    expect(installed.length).toBeGreaterThan(100);
    expect(others).toEqual([]);
  });
});
