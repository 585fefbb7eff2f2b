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
