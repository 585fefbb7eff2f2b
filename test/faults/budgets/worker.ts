import { mkdtempSync, readFileSync, truncateSync, writeFileSync, writeSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Case, Lab, Step } from "./case";
import { dialogCase } from "./dialog-case";
import { formCase, GRANT } from "./form-case";
import { allCases } from "./index";
import { LIMITS, type Message } from "./messages";

/*
 * Runs cases in a process of their own, and measures time and memory.
 *
 * Memory is measured as what the operating system gave to the process at most (VmHWM in Linux), because that is what a user's
 * computer runs out of. It includes buffers, and whatever V8 has not collected yet. `resourceUsage().maxRSS` is not usable: a
 * new process inherits it from the one that started it. Linux forgets the maximum if 5 is written to clear_refs, so that many
 * steps can be measured in one process. What earlier steps left behind counts against later ones: the growth is relative to
 * the process after a harmless warm-up, plus the size of the step's own input. So the result can be too high, but not too
 * low, and whoever started this process repeats a case that is over the limit in a new one. Only if an input is so large that
 * creating it leaves much behind, the growth is relative to the process right before the step, which is then the only one.
 */

/** The file descriptor that the parent reads. */
const TO_PARENT = 3;
const tell = (message: Message): void => {
  writeSync(TO_PARENT, `${JSON.stringify(message)}\n`);
};

const peak = (): number => {
  if (process.platform !== "linux") return process.resourceUsage().maxRSS * 1024;
  return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync("/proc/self/status", "utf8"))?.[1]) * 1024;
};

const forgetPeak = (): void => {
  if (process.platform === "linux") writeFileSync("/proc/self/clear_refs", "5");
};

/** Milliseconds that pass, except while others have the processor: other tests must not make a step slow. */
function time(): number {
  if (process.platform !== "linux") return performance.now();
  const [, waited] = readFileSync("/proc/self/schedstat", "utf8").split(" ");
  return performance.now() - Number(waited) / 1e6;
}

interface Memory {
  rss: number;
  used: number;
}

/** Memory after everything unused was collected. The memory of buffers is returned a little later. */
async function settled(): Promise<Memory> {
  globalThis.gc?.();
  await wait(2);
  const { rss, heapUsed, external } = process.memoryUsage();
  return { rss, used: heapUsed + external };
}

async function measure({ name, alone }: Case, { what, runs }: Step, idle: Memory): Promise<void> {
  const before = await settled();
  let base = alone ? before.rss : idle.rss + before.used - idle.used;
  const measured = { case: name, step: what, ms: 0, slowest: "", bytes: 0, largest: "", result: "" };
  forgetPeak();
  for (const [input, run] of runs) {
    tell({ type: "started", case: name, step: what, input });
    const start = time();
    const result = await run().catch((error) => `Bug: ${error?.stack ?? error}`);
    const ms = time() - start;
    const bytes = peak() - base;
    if (ms > measured.ms) Object.assign(measured, { ms, slowest: input });
    if (bytes > measured.bytes) Object.assign(measured, { bytes, largest: input });
    if (!BUG.test(measured.result)) measured.result = shown(result);
    // What one run left behind must not count against the next one.
    if (bytes > GARBAGE_BYTES) {
      globalThis.gc?.();
      forgetPeak();
      base = Math.max(base, process.memoryUsage().rss);
    }
  }
  tell({ type: "measured", ...measured });
}

/** A collection takes time, so it is done only after this much. */
const GARBAGE_BYTES = 30_000_000;

/** An error that is not for the user, thrown or shown. */
const BUG = /^Bug: |Bug in this plugin/;

/** Enough to see what happened. A copy, because a slice would keep the whole text in memory. */
function shown(result: string): string {
  const bug = result.search(BUG);
  return JSON.parse(JSON.stringify(bug < 0 ? result.slice(0, 200) : result.slice(bug, bug + 500)));
}

async function runCase(lab: Lab, one: Case, idle?: Memory): Promise<void> {
  for (const step of await one.prepare(lab))
    await (idle ? measure(one, step, idle) : Promise.all([...step.runs.values()].map((run) => run())));
}

const WARM_UP: Case[] = [
  formCase("a grant", () => ({ ...GRANT, claims: '{"a":["$uuid",1]}', header: '{"b":"$now"}' })),
  formCase("an error", () => ({ key: "x", claims: "{" })),
  dialogCase("Inspect Token…", "a token", () => ({ token: "eyJhbGciOiJIUzI1NiJ9.e30.eA" })),
  dialogCase("Verify Token…", "a token", () => ({
    token: "eyJhbGciOiJIUzI1NiJ9.e30.eA",
    verificationKey: "x",
  })),
];

async function work(bundle: string, folder: string, names: string[]): Promise<void> {
  const files = mkdtempSync(join(folder, "budgets-"));
  let written = 0;
  const lab: Lab = {
    plugin: createRequire(bundle)(bundle).plugin,
    pem: (name) => readFileSync(join(folder, name), "utf8"),
    write(content, size) {
      const file = join(files, String(written++));
      writeFileSync(file, content);
      if (size !== undefined) truncateSync(file, size);
      return file;
    },
  };
  for (const one of WARM_UP) await runCase(lab, one);
  const idle = await settled();
  // A step that waits for something that never comes must not end the process.
  const timer = setInterval(() => {}, LIMITS.stallMs);
  const cases = new Map(allCases.map((one) => [one.name, one]));
  for (const name of names) await runCase(lab, cases.get(name) as Case, idle);
  clearInterval(timer);
}

const [bundle = "", folder = "", ...names] = process.argv.slice(2);
void work(bundle, folder, names);
