import { parseArgs } from "node:util";
import { withPublished } from "../../scripts/published";
import { fuzz, type Report, type Slowest } from "./fuzz";
import { keyAt } from "./generate";
import type { Finding } from "./messages";

/**
 * The second half of `npm run fuzz`: reads generated keys in child processes, and fails if one crashes, hangs, is slow, or
 * causes an error that is not for the user. Without `--seed`, it reads new ones. `--seed 1 --from 123 --keys 1` repeats a
 * finding and shows the key.
 */

const { values } = parseArgs({
  options: {
    keys: { type: "string", default: "200000" },
    seed: { type: "string", default: String(Date.now() % 1_000_000_000) },
    from: { type: "string", default: "0" },
  },
});

/** Findings that are printed. The rest is only counted. */
const MAX_SHOWN = 100;

let found = 0;
const show = (seed: number, { kind, index, door, what, detail }: Finding): void => {
  if (found++ < MAX_SHOWN)
    console.log(`${kind}: --seed ${seed} --from ${index} (${door}): ${what}: ${detail}`);
};

const share = (part: number, whole: number): string => `${part} (${((100 * part) / whole).toFixed(1)} %)`;

const describe = (slowest: Slowest | undefined): string =>
  slowest ? `${slowest.ms.toFixed(1)} ms (${slowest.index}: ${slowest.what})` : "none";

function summarize(report: Report, seconds: number): void {
  const { keys, signed, refused, verified, certified, slowest, growth, findings } = report;
  const kinds = [...new Set(findings.map(({ kind }) => kind))];
  const counts = kinds.map(
    (kind) => `${findings.filter((finding) => finding.kind === kind).length} × ${kind}`,
  );
  console.log(`
Keys                     ${keys} in ${Math.round(seconds)} s
Signed                   ${share(signed, keys)}
Rejected                 ${share(refused, keys)}
Verified a token         ${verified}
Certificates accepted    ${certified}
Slowest plain key        ${describe(slowest.plain)}
Slowest encrypted key    ${describe(slowest.encrypted)}
Growth of memory         ${growth === undefined ? "not measured (too few keys)" : `${(growth / 2 ** 20).toFixed(1)} MiB`}
Findings                 ${counts.join(", ") || "none"}`);
}

async function run(): Promise<void> {
  const [seed = 0, from = 0, keys = 0] = [values.seed, values.from, values.keys].map(Number);
  if (![seed, from, keys].every(Number.isSafeInteger) || keys < 1)
    throw new Error("Use --keys, --seed, and --from with whole numbers");
  console.log(`Reading ${keys} keys of seed ${seed} with Node.js ${process.version}\n`);
  if (keys === 1) console.log(keyAt(seed, from));
  const start = performance.now();
  const report = await fuzz({ seed, from, to: from + keys }, (finding) => show(seed, finding));
  summarize(report, (performance.now() - start) / 1000);
  if (report.findings.length > 0) process.exitCode = 1;
}

void withPublished(run);
