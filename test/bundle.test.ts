import { execFileSync } from "node:child_process";
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
  ["the bundle built by Yaak's tool", async () => bundleFile()],
  [
    "the bundle built by npm run build",
    async () => {
      const file = keyPath("index.js");
      writeFileSync(file, (await bundle()).code);
      return file;
    },
  ],
])("%s", (_name, build) => {
  let file = "";
  let code = "";
  beforeAll(async () => {
    file = await build();
    code = readFileSync(file, "utf8");
  });

  it("requires only Node's built-in modules", () => {
    const required = Array.from(code.matchAll(/\brequire\("([^"]+)"\)/g), ([, name = ""]) => name);
    expect(required.length).toBeGreaterThan(0);
    expect(required.filter((name) => !builtinModules.includes(name.replace(/^node:/, "")))).toEqual([]);
  });

  it("loads, and has a form, without Node's crypto module and list formats, which take longer than the rest", () => {
    const script = `
      const Module = require("node:module");
      const load = Module._load;
      Module._load = (name, ...others) => {
        if (/crypto/.test(name)) throw new Error("loaded " + name);
        return load(name, ...others);
      };
      Intl.ListFormat = class { constructor() { throw new Error("made a list format"); } };
      console.log(require(${JSON.stringify(file)}).plugin.authentication.args.length);`;
    expect(Number(execFileSync(process.execPath, ["-e", script], { encoding: "utf8" }))).toBeGreaterThan(10);
  });

  it("can be loaded with require, and exports the plugin as `plugin`", () => {
    const { plugin } = createRequire(import.meta.url)(file);
    expect(plugin.authentication).toMatchObject({ name: "jwt-bearer", onApply: expect.any(Function) });
    expect(plugin.authentication.args.length).toBeGreaterThan(10);
  });
});

describe("npm run build", () => {
  let built: Bundle;
  beforeAll(async () => {
    built = await bundle();
  });

  it("produces identical bytes if it is run again", async () => {
    expect((await bundle()).code).toBe(built.code);
    // The bundle does not depend on this machine.
    expect(built.code).not.toContain(process.cwd());
    expect(built.code).not.toContain("node_modules");
  });

  it("bundles exactly the dependencies in package.json, each with a license that permits it", () => {
    const { dependencies } = json("package.json");
    expect(built.packages.map(({ name }) => name)).toEqual(Object.keys(dependencies).sort());
    for (const { name, version, license } of built.packages) {
      expect(json("package-lock.json").packages[`node_modules/${name}`]).toMatchObject({ version });
      expect(license).toBe("MIT");
    }
  });

  it("bundles the same packages as Yaak's tool", () => {
    const packages = Array.from(
      readFileSync(bundleFile(), "utf8").matchAll(/^\/\/#region .*node_modules\/((?:@[^/]+\/)?[^/]+)\//gm),
      ([, name]) => name,
    );
    expect([...new Set(packages)].sort()).toEqual(built.packages.map(({ name }) => name));
  });

  it("includes the copyright notice of each package", () => {
    for (const { notice } of built.packages) expect(notice).toMatch(/Copyright \(c\)/);
  });

  it("matches src/THIRD-PARTY.md, which npm run generate writes and which is published with the plugin", () => {
    expect(readFileSync("src/THIRD-PARTY.md", "utf8")).toBe(thirdParty(built.packages));
    expect(existsSync(resolve(pluginFolder(), "src/THIRD-PARTY.md"))).toBe(true);
  });
});

describe("package-lock.json", () => {
  const { packages } = json("package-lock.json") as {
    packages: Record<string, { version?: string; integrity?: string; optional?: boolean }>;
  };
  const installed = Object.entries(packages).filter(([path]) => path !== "");

  it("pins every package to a version and a hash of its contents", () => {
    const loose = installed.filter(
      ([, { version, integrity }]) => !version || !integrity?.startsWith("sha512-"),
    );
    // The client's packages for other platforms were not available when the lockfile was created.
    const others = loose.filter(
      ([path, { optional }]) => !optional || !/^node_modules\/@yaakapp\/cli-\w+-\w+$/.test(path),
    );
    expect(installed.length).toBeGreaterThan(100);
    expect(others).toEqual([]);
  });
});
