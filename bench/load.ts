import { execFileSync } from "node:child_process";
import { statSync } from "node:fs";

const PROCESSES = 15;

export const BUILT_IN = "built-in JWT auth";

/** Measures each bundle's size, and the time to require it in a fresh process and read its form, as Yaak does on startup. */
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
      "load (ms)": milliseconds(name).toFixed(1),
      "size (kB)": (bytes(name) / 1000).toFixed(1),
      "load vs. built-in": (milliseconds(name) / milliseconds(BUILT_IN)).toFixed(2),
      "size vs. built-in": (bytes(name) / bytes(BUILT_IN)).toFixed(2),
    },
  ]);
  console.log(
    `\nBundles: time for require() and the first use of the form (fastest of ${PROCESSES} processes), and size\n`,
  );
  console.table(Object.fromEntries(rows));
}

function once(file: string): number {
  const code = `
    const start = performance.now();
    const { authentication } = require(${JSON.stringify(file)}).plugin;
    if (!authentication.args.length) throw new Error("The bundle has no form");
    console.log(performance.now() - start);`;
  return Number(execFileSync(process.execPath, ["-e", code], { encoding: "utf8" }));
}
