import { readFileSync } from "node:fs";
import { builtinModules, createRequire } from "node:module";
import { resolve } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { type Bundle, bundle } from "../scripts/bundle";
import { thirdParty } from "../scripts/third-party";

const file = resolve("build/index.js");
const json = (name: string) => JSON.parse(readFileSync(name, "utf8"));

describe("build/index.js", () => {
  let made: Bundle;
  beforeAll(async () => {
    made = await bundle();
  });

  it("needs nothing beside it but Node", () => {
    const required = Array.from(made.code.matchAll(/require\("([^"]+)"\)/g), ([, name = ""]) => name);
    expect(required.length).toBeGreaterThan(0);
    expect(required.filter((name) => !builtinModules.includes(name.replace(/^node:/, "")))).toEqual([]);
  });

  it("is loaded by require, with the plugin as `plugin`", () => {
    const { plugin } = createRequire(import.meta.url)(file);
    expect(plugin.authentication).toMatchObject({ name: "jwt-bearer", onApply: expect.any(Function) });
  });

  it("is the same to the byte when it is built again", async () => {
    expect((await bundle()).code).toBe(made.code);
    expect(readFileSync(file, "utf8")).toBe(made.code);
    // Nothing of the machine is in it.
    expect(made.code).not.toContain(process.cwd());
    expect(made.code).not.toContain("node_modules");
  });

  it("has the packages of package.json in it and no others, each under a licence that allows it", () => {
    const { dependencies } = json("package.json");
    expect(made.packages.map(({ name }) => name)).toEqual(Object.keys(dependencies).sort());
    for (const { name, version, license } of made.packages) {
      expect(json("package-lock.json").packages[`node_modules/${name}`]).toMatchObject({ version });
      expect(license).toBe("MIT");
    }
  });

  it("has the notices that these licences want in every copy", () => {
    for (const { notice } of made.packages) {
      expect(notice).toMatch(/Copyright \(c\)/);
      expect(made.code).toContain(notice);
    }
  });

  it("is described in THIRD-PARTY.md, which npm run readme writes", () => {
    expect(readFileSync("THIRD-PARTY.md", "utf8")).toBe(thirdParty(made.packages));
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
