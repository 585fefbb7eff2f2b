import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { buildSync } from "esbuild";
import type { Case } from "./case";
import { LIMITS, type Measured, type Message } from "./messages";

/** Where the plugin and its keys are, and where to write files. */
export interface Place {
  bundle: string;
  folder: string;
}

/** Bundles the worker, because a process that compiles TypeScript needs more memory and a second more to start. */
export function buildWorker(folder: string): string {
  const outfile = join(folder, "budgets-worker.cjs");
  const entryPoints = [join(__dirname, "worker.ts")];
  buildSync({ entryPoints, outfile, bundle: true, platform: "node", target: "node20" });
  return outfile;
}

/** Measures every step of the cases, in as few processes as possible: a new one after each that crashes or hangs. */
export async function measureAll(worker: string, place: Place, cases: Case[]): Promise<Measured[]> {
  const shared = cases.filter(({ alone }) => !alone).map(({ name }) => name);
  const batches = [shared, ...cases.filter(({ alone }) => alone).map(({ name }) => [name])];
  const measured: Measured[] = [];
  for (const batch of batches) {
    for (let names = batch; names.length > 0; ) {
      const results = await runBatch(worker, place, names);
      measured.push(...results);
      const last = results.at(-1)?.case ?? "";
      names = results.at(-1)?.ms === Number.POSITIVE_INFINITY ? names.slice(names.indexOf(last) + 1) : [];
    }
  }
  return measured;
}

/** Up to the first step that crashes or hangs, which is the last result. */
async function runBatch(worker: string, { bundle, folder }: Place, names: string[]): Promise<Measured[]> {
  const stdio = ["ignore", "ignore", "pipe", "pipe"] as const;
  const child = spawn(process.execPath, ["--expose-gc", worker, bundle, folder, ...names], {
    stdio: [...stdio],
  });
  const stall = setTimeout(() => child.kill("SIGKILL"), LIMITS.stallMs);
  let errors = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    errors = (errors + text).slice(0, 3000);
  });
  const closed = new Promise<string>((done) => {
    child.on("close", (code, signal) => done(signal ?? String(code)));
  });

  const measured: Measured[] = [];
  let running: { case: string; step: string; input: string } | undefined;
  for await (const line of createInterface({ input: child.stdio[3] as Readable })) {
    stall.refresh();
    const message: Message = JSON.parse(line);
    running = message.type === "started" ? message : undefined;
    if (message.type === "measured")
      measured.push({ ...message, isBug: /^Bug(?::| in this plugin)/.test(message.result) });
  }
  const end = await closed;
  clearTimeout(stall);
  if (end === "0") return measured;
  if (!running) throw new Error(`The process ended with ${end} before ${names}.\n${errors}`);
  const { input, ...step } = running;
  const never = {
    ms: Number.POSITIVE_INFINITY,
    slowest: input,
    bytes: Number.NaN,
    largest: input,
    isBug: true,
  };
  const result = end === "SIGKILL" ? `no end after ${LIMITS.stallMs} ms` : `${end} ${errors}`;
  return [...measured, { ...step, ...never, result }];
}
