import { spawn } from "node:child_process";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { LIMITS } from "./limits";
import { type Finding, type Message, NOT_THE_PLUGIN, type Started } from "./messages";

/** Keys to read: those of a seed from one index up to another. */
export interface Range {
  seed: number;
  from: number;
  to: number;
}

/**
 * Reads keys in a process of their own, because a key may crash it.
 *
 * @param folder where it writes key files
 * @returns what crashed the process or made it hang; undefined if it read all keys
 * @throws if the process fails by itself
 */
export async function readKeys(
  folder: string,
  { seed, from, to }: Range,
  onMessage: (message: Message) => void,
): Promise<Finding | undefined> {
  const root = resolve(__dirname, "../..");
  const script = ["--expose-gc", "--import", "tsx", join(__dirname, "worker.ts")];
  const words = [folder, seed, from, to].map(String);
  const child = spawn(process.execPath, [...script, ...words], {
    cwd: root,
    stdio: ["ignore", "ignore", "pipe", "pipe"],
  });
  let last: Started | undefined;
  let isStalled = false;
  const stall = setTimeout(() => {
    isStalled = true;
    child.kill("SIGKILL");
  }, LIMITS.stall);

  let errors = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    // What matters is at the start, before a stack trace.
    errors = (errors + text).slice(0, 2000);
  });
  const closed = new Promise<string>((done) => {
    child.on("close", (code, signal) => done(signal ?? String(code)));
  });
  for await (const line of createInterface({ input: child.stdio[3] as Readable })) {
    stall.refresh();
    const message: Message = JSON.parse(line);
    if (message.type === "started") last = message;
    onMessage(message);
  }
  const end = await closed;
  clearTimeout(stall);
  if (end === "0") return undefined;
  if (!last || end === String(NOT_THE_PLUGIN))
    throw new Error(`The process ended with ${end} after ${JSON.stringify(last)}.\n${errors}`);
  const { index, door, what } = last;
  if (isStalled) return { kind: "stall", detail: `no end after ${LIMITS.stall} ms`, index, door, what };
  return { kind: "crash", detail: `${end} ${firstLine(errors)}`, index, door, what };
}

const firstLine = (errors: string): string =>
  errors.split("\n").find((line) => /assert|abort|error|fatal|overflow|corrupt|free\(/i.test(line)) ?? "";
