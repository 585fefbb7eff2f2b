import type { Case, Run } from "./case";

const control = (name: string, run: Run): Case => ({
  name: `control: ${name}`,
  prepare: () => [{ what: "keystroke", runs: new Map([["", run]]) }],
});

/** Cases that are over a limit, to see that this is noticed. */
export const controls: Case[] = [
  control("slow", async () => {
    const start = process.cpuUsage();
    let text = "";
    while (process.cpuUsage(start).user < 1_100_000)
      text = text.padEnd(10_000, "x").replace(/x+y/g, "").slice(1);
    return text;
  }),
  control("large for a moment", async () => String(Buffer.alloc(250_000_000, "x").length)),
  control("a bug", () => Promise.reject(new RangeError("Invalid string length"))),
  control("a bug that is shown", async () => '[{"content":"Bug in this plugin (RangeError)"}]'),
  control("a crash", () => process.exit(1)),
];
