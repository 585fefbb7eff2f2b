import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** What `yaak plugin publish` puts into its archive beside `build/`. */
const SHIPPED = ["README.md", "package.json", "package-lock.json", "src"];

/**
 * Makes what people get who install the plugin from Yaak's list: Yaak's own tool empties `build/` and bundles `src/index.ts`
 * itself, so it gets a copy to work on.
 *
 * @returns a new folder with what is published; the caller removes it
 */
export function makePublished(): string {
  const folder = mkdtempSync(join(tmpdir(), "jwt-bearer-published-"));
  // The schema is bundled, and is not shipped beside the bundle.
  for (const part of [...SHIPPED, "ui-schema.json"]) cpSync(part, join(folder, part), { recursive: true });
  symlinkSync(resolve("node_modules"), join(folder, "node_modules"));
  const client = resolve("node_modules/.bin/yaak");
  const output = execFileSync(client, ["plugin", "build", folder], { encoding: "utf8", stdio: "pipe" });
  if (/warning/i.test(output)) throw new Error(output);
  return folder;
}

/** Has what `Yaak.create` loads be a fresh {@link makePublished}, unless the environment names a plugin to use. */
export async function withPublished(run: () => Promise<void>): Promise<void> {
  const made = process.env.JWT_BEARER_PLUGIN ? undefined : makePublished();
  process.env.JWT_BEARER_PLUGIN ??= made;
  try {
    await run();
  } finally {
    if (made) rmSync(made, { recursive: true });
  }
}
