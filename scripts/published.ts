import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** What `yaak plugin publish` adds to its archive besides `build/`. */
const SHIPPED = ["README.md", "package.json", "package-lock.json", "src"];

/**
 * Builds the plugin as users get it from Yaak's plugin list. Yaak's own tool empties `build/` and bundles `src/index.ts`
 * itself, so it runs on a copy.
 *
 * @returns a new folder with the published files; the caller must delete it
 */
export function makePublished(): string {
  const folder = mkdtempSync(join(tmpdir(), "jwt-bearer-published-"));
  // The schema is needed for bundling, but is not shipped itself.
  for (const part of [...SHIPPED, "ui-schema.json"]) cpSync(part, join(folder, part), { recursive: true });
  symlinkSync(resolve("node_modules"), join(folder, "node_modules"));
  const client = resolve("node_modules/.bin/yaak");
  const output = execFileSync(client, ["plugin", "build", folder], { encoding: "utf8", stdio: "pipe" });
  if (/warning/i.test(output)) throw new Error(output);
  return folder;
}

/** Makes `Yaak.create` load a fresh {@link makePublished} build, unless the environment names a plugin to use. */
export async function withPublished(run: () => Promise<void>): Promise<void> {
  const made = process.env.JWT_BEARER_PLUGIN ? undefined : makePublished();
  process.env.JWT_BEARER_PLUGIN ??= made;
  try {
    await run();
  } finally {
    if (made) rmSync(made, { recursive: true });
  }
}
