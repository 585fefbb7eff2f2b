import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { makePublished } from "../../scripts/published";
import { makeKeys } from "./make-keys";
import { Yaak } from "./yaak";

declare module "vitest" {
  interface ProvidedContext {
    keyFolder: string;
    /** The script of the client's plugin runtime. */
    pluginRuntime: string;
    /** The number of runs for each property, and the seed if it is fixed. */
    properties: { numRuns: number; seed?: number };
  }
}

/** Creates one set of temporary keys, and the plugin under test, for the whole run. */
export default async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), "jwt-bearer-keys-"));
  makeKeys(folder);
  project.provide("keyFolder", folder);
  const published = process.env.JWT_BEARER_PLUGIN ? undefined : makePublished();
  process.env.JWT_BEARER_PLUGIN ??= published;
  const yaak = Yaak.create();
  // Any command that starts the plugins makes the client unpack its runtime.
  await yaak.run("request", "schema", "http");
  project.provide("pluginRuntime", join(yaak.dataFolder, "vendored/plugin-runtime/index.cjs"));
  return () => {
    yaak.dispose();
    for (const created of [folder, published]) if (created) rmSync(created, { recursive: true });
  };
}
