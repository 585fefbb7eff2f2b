import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const folder = ".github/workflows";

it.each(readdirSync(folder))("%s pins actions to commits, because tags can be moved", (file) => {
  const uses = Array.from(
    readFileSync(join(folder, file), "utf8").matchAll(/uses: (\S+)/g),
    ([, action]) => action,
  );
  expect(uses.length).toBeGreaterThan(0);
  for (const action of uses) expect(action).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
});

it("the lock file has a hash of every package that is installed here", () => {
  const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8")) as {
    packages: Record<string, { integrity?: string; optional?: boolean; os?: string[]; cpu?: string[] }>;
  };
  const unhashed = Object.entries(packages).filter(([path, { integrity }]) => path && !integrity);
  // npm writes no hash of another platform's binary of Yaak's command line. Only the tests run it.
  const others = unhashed.filter(([path]) => !path.startsWith("node_modules/@yaakapp/cli-"));
  expect(others).toEqual([]);
  const isHere = (values: string[] | undefined, own: string) => values?.includes(own) ?? true;
  const used = unhashed.filter(
    ([, { os, cpu }]) => isHere(os, process.platform) && isHere(cpu, process.arch),
  );
  expect(process.platform === "linux" && process.arch === "x64" ? used : []).toEqual([]);
});
