import { readFileSync } from "node:fs";
import { posix } from "node:path";
import { expect, it } from "vitest";

interface Override {
  includes: [string];
  linter?: { rules: { style: { noRestrictedImports?: { options: { patterns: [{ group: string[] }] } } } } };
}

/** The import rules of each folder of src/ in biome.json. The type in src/field-name.ts is in none. */
function readFolders(): [folder: string, group: string[]][] {
  const { overrides } = JSON.parse(readFileSync("biome.json", "utf8")) as { overrides: Override[] };
  return overrides.flatMap(({ includes: [files], linter }) => {
    const group = linter?.rules.style.noRestrictedImports?.options.patterns[0].group;
    return group && files.startsWith("src/") ? [[posix.dirname(files).replace("*", "actions"), group]] : [];
  });
}

/** The last matching pattern decides. A pattern with an exclamation mark allows the import. */
const allows = (group: string[], path: string): boolean =>
  group.reduce((isAllowed, pattern) => {
    const expression = pattern
      .replace("!", "")
      .replaceAll("**", ".+")
      .replaceAll(/(?<!\.)\*/g, "[^/]+");
    return new RegExp(`^${expression}$`).test(path) ? pattern.startsWith("!") : isAllowed;
  }, true);

it("import chains span at most ten folders and have no cycles", () => {
  const folders = new Map(readFolders());
  const importable = (folder: string) =>
    [...folders.keys()].filter((other) => {
      const path = posix.relative(folder, other).replace(/^(?!\.)/, "./");
      return other !== folder && [path, `${path}/file`].some((to) => allows(folders.get(folder) ?? [], to));
    });
  const longest = (folder: string, before: string[]): number => {
    expect(before, folder).not.toContain(folder);
    const below = importable(folder).map((next) => longest(next, [...before, folder]));
    return 1 + Math.max(0, ...below);
  };
  expect(folders.size).toBe(15);
  expect(longest("src", [])).toBe(10);
});
