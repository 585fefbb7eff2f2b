import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { makePublished } from "../../scripts/published";
import { makeKeys } from "./make-keys";

declare module "vitest" {
  interface ProvidedContext {
    keyFolder: string;
    /** How often each property is tried; from which seed, where it is always the same. */
    properties: { numRuns: number; seed?: number };
  }
}

/** Makes one set of throw-away keys, and the plugin that is tested, for the whole run. */
export default function setup(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), "jwt-bearer-keys-"));
  makeKeys(folder);
  project.provide("keyFolder", folder);
  const published = process.env.JWT_BEARER_PLUGIN ? undefined : makePublished();
  process.env.JWT_BEARER_PLUGIN ??= published;
  return () => {
    for (const made of [folder, published]) if (made) rmSync(made, { recursive: true });
  };
}
