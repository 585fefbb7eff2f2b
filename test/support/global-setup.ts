import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { makeKeys } from "./make-keys";

declare module "vitest" {
  interface ProvidedContext {
    keyFolder: string;
    /** How often each property is tried; from which seed, where it is always the same. */
    properties: { numRuns: number; seed?: number };
  }
}

/** Makes one set of throw-away keys for the whole run. */
export default function setup(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), "jwt-bearer-keys-"));
  makeKeys(folder);
  project.provide("keyFolder", folder);
  return () => rmSync(folder, { recursive: true });
}
