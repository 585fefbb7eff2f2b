import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Range, readKeys } from "./child";
import { LIMITS } from "./limits";
import type { Finding, Finished, Message } from "./messages";

/** Keys that one process reads, so that growth of its memory shows. */
const KEYS_PER_PROCESS = 10_000;
const PROCESSES = 2;

export interface Slowest {
  ms: number;
  index: number;
  what: string;
}

export interface Report {
  keys: number;
  /** How many keys signed, or were rejected with an error that says why. */
  signed: number;
  refused: number;
  /** How many tokens were verified, and how many certificates were accepted. */
  verified: number;
  certified: number;
  slowest: { plain?: Slowest; encrypted?: Slowest };
  /** The largest growth of a process in bytes. Undefined if none read enough keys. */
  growth?: number;
  findings: Finding[];
}

/**
 * Reads the keys of a seed in several processes, and continues after a key that ends one.
 *
 * @param onFinding called as soon as something is found
 */
export async function fuzz(range: Range, onFinding: (finding: Finding) => void = () => {}): Promise<Report> {
  const { seed, from, to } = range;
  const report: Report = {
    ...{ keys: to - from, signed: 0, refused: 0, verified: 0, certified: 0 },
    ...{ slowest: {}, findings: [] },
  };
  const add = (finding: Finding) => {
    report.findings.push(finding);
    onFinding(finding);
  };
  const size = Math.min(KEYS_PER_PROCESS, Math.ceil((to - from) / PROCESSES));
  // One folder for all processes, because one that crashes does not clean up.
  const folder = mkdtempSync(join(tmpdir(), "jwt-bearer-fuzz-"));
  let next = from;
  const lane = async () => {
    while (next < to) {
      const end = Math.min(next + size, to);
      let at = next;
      next = end;
      while (at < end) {
        const killer = await readKeys(folder, { seed, from: at, to: end }, listener(report, add));
        if (killer) add(killer);
        at = killer ? killer.index + 1 : end;
      }
    }
  };
  try {
    await Promise.all(Array.from({ length: PROCESSES }, lane));
  } finally {
    rmSync(folder, { recursive: true });
  }
  return report;
}

/** Adds what a process says to the report. */
function listener(report: Report, add: (finding: Finding) => void): (message: Message) => void {
  let what = "";
  return (message) => {
    if (message.type === "started") ({ what } = message);
    else if (message.type === "finished") {
      count(report, message, what);
      const { index, door, problem } = message;
      if (problem) add({ ...problem, index, door, what });
    } else {
      const { from, growth } = message;
      report.growth = Math.max(report.growth ?? 0, growth);
      const detail = `${Math.round(growth / 2 ** 20)} MiB more since the first ${LIMITS.warmUp} keys`;
      const process = { index: from, door: "sign", what: "the process that starts with this key" } as const;
      if (growth > LIMITS.growth) add({ ...process, kind: "memory", detail });
    }
  };
}

function count(report: Report, { door, accepted, encrypted, ms, index }: Finished, what: string): void {
  if (door === "sign") report[accepted ? "signed" : "refused"]++;
  else if (accepted) report[door === "verify" ? "verified" : "certified"]++;
  const which = encrypted ? "encrypted" : "plain";
  if (ms > (report.slowest[which]?.ms ?? 0)) report.slowest[which] = { ms, index, what };
}
