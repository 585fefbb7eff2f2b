import { execFileSync } from "node:child_process";
import { statSync } from "node:fs";

const PROCESSES = 15;

/** The time to require each bundle in a process of its own and ask for its form, as Yaak does at its start; and its size. */
export function load(bundles: Record<string, string>): void {
  const fastest = new Map<string, number>();
  for (let count = 0; count < PROCESSES; count++)
    for (const [name, file] of Object.entries(bundles))
      fastest.set(name, Math.min(fastest.get(name) ?? Number.POSITIVE_INFINITY, once(file)));
  const milliseconds = (name: string) => fastest.get(name) ?? Number.NaN;
  const bytes = (name: string) => statSync(bundles[name] ?? "").size;
  const rows = Object.keys(bundles).map((name) => [
    name,
    {
      "load ms": milliseconds(name).toFixed(1),
      "size kB": (bytes(name) / 1000).toFixed(1),
      "load / stock": (milliseconds(name) / milliseconds("stock")).toFixed(2),
      "size / stock": (bytes(name) / bytes("stock")).toFixed(2),
    },
  ]);
  console.log(
    `\nThe bundles: require() and the first use of the form, minimum of ${PROCESSES} processes, and size\n`,
  );
  console.table(Object.fromEntries(rows));
}

function once(file: string): number {
  const code = `
    const start = performance.now();
    const { authentication } = require(${JSON.stringify(file)}).plugin;
    if (!authentication.args.length) throw new Error("no form");
    console.log(performance.now() - start);`;
  return Number(execFileSync(process.execPath, ["-e", code], { encoding: "utf8" }));
}
