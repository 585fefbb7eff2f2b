import { execFile, execFileSync, spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

const VERSION = execFileSync("openssl", ["version"], { encoding: "utf8" }).split(" ").slice(0, 2).join(" ");

/** What some releases of OpenSSL 3 lack, and the command that lists it. */
const NEWER: Record<string, string> = {
  "-saltlen": "pkcs8 -help",
  "-provparam": "pkey -help",
  "ML-DSA": "list -signature-algorithms",
};

/** Node has its own OpenSSL, which can be older or newer than the command. */
const NODE_HAS_ML_DSA = Number.parseFloat(process.versions.openssl) >= 3.5;

const lacking = Object.entries(NEWER).flatMap(([word, list]) => {
  const { stdout, stderr } = spawnSync("openssl", list.split(" "), { encoding: "utf8" });
  return `${stdout}${stderr}`.includes(word) ? [] : word;
});

/** Why a command cannot be tested here, for the test's title. Undefined if it can. */
export function whySkipped(command: string): string | undefined {
  const word = lacking.find((lack) => command.includes(lack));
  if (word) return `skipped because ${VERSION} lacks ${word}: ${command}`;
  if (NODE_HAS_ML_DSA || !command.includes("ML-DSA")) return undefined;
  return `skipped because Node.js ${process.version} lacks ML-DSA: ${command}`;
}

/**
 * Runs shell commands in a folder, in two lanes. A single shell starts all of them, because starting a process from Node takes
 * several times as long as most OpenSSL commands.
 *
 * @returns the end of what each failed command printed; undefined for a command that succeeded
 */
export async function runAll(folder: string, commands: string[]): Promise<(string | undefined)[]> {
  const lines = commands.map((command, index) => `{ ${command}; } 2>log-${index} || echo ${index}`);
  const lanes = [0, 1].map((lane) => lines.filter((_, index) => index % 2 === lane));
  const script = lanes.map((lane) => `(\n${lane.join("\n")}\n:) &\n`);
  writeFileSync(join(folder, "script"), [...script, "wait\n"].join(""));
  const { stdout } = await promisify(execFile)("sh", ["script"], { cwd: folder });
  const failed = new Set(stdout.split("\n"));
  return commands.map((_, index) => {
    if (!failed.has(String(index))) return undefined;
    return `OpenSSL failed: ${readFileSync(join(folder, `log-${index}`), "utf8").slice(-300)}`;
  });
}

/** Whether a command writes a binary file. */
export const isBinary = (command: string): boolean => /-outform|pkcs12 -export[^|]*$/.test(command);
