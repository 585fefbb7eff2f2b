import { readFileSync } from "node:fs";
import { posix } from "node:path";
import { expect, it } from "vitest";

interface Override {
  includes: [string];
  linter: { rules: { style: { noRestrictedImports?: { options: { patterns: [{ group: string[] }] } } } } };
}

/** The import rules of each room in biome.json. A room is a folder in src/. The type in src/field-name.ts is in none. */
function readRooms(): [room: string, group: string[]][] {
  const { overrides } = JSON.parse(readFileSync("biome.json", "utf8")) as { overrides: Override[] };
  return overrides.flatMap(({ includes: [files], linter }) => {
    const group = linter.rules.style.noRestrictedImports?.options.patterns[0].group;
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

it("import chains span at most ten rooms and have no cycles", () => {
  const rooms = new Map(readRooms());
  const importable = (room: string) =>
    [...rooms.keys()].filter((other) => {
      const path = posix.relative(room, other).replace(/^(?!\.)/, "./");
      return other !== room && [path, `${path}/file`].some((to) => allows(rooms.get(room) ?? [], to));
    });
  const longest = (room: string, before: string[]): number => {
    expect(before, room).not.toContain(room);
    const below = importable(room).map((next) => longest(next, [...before, room]));
    return 1 + Math.max(0, ...below);
  };
  expect(rooms.size).toBe(13);
  expect(longest("src", [])).toBe(10);
});
