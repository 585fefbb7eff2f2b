import { readFileSync } from "node:fs";
import { writeHeapSnapshot } from "node:v8";
import { authenticate } from "../../src/core/authenticate";
import { clock, request, services } from "../support/sign";

/**
 * Signs with every form in a file, one after the other, whether it works or not, and writes what is then in memory. Nothing here
 * keeps a form, so whatever is still there, the plugin keeps.
 */
async function main([forms = "", snapshot = ""]: string[]): Promise<void> {
  const count: number = JSON.parse(readFileSync(forms, "utf8")).length;
  for (let at = 0; at < count; at++) await signWith(forms, at);
  (globalThis as { gc?: () => void }).gc?.();
  writeHeapSnapshot(snapshot);
}

async function signWith(forms: string, at: number): Promise<void> {
  const values = JSON.parse(readFileSync(forms, "utf8"))[at];
  await authenticate(values, request, clock, services).catch(() => undefined);
}

void main(process.argv.slice(2));
