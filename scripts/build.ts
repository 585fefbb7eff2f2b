import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { context } from "esbuild";
import { bundle, options } from "./bundle";

async function main(): Promise<void> {
  if (!process.argv.includes("--watch")) {
    const { outfile = "" } = options;
    mkdirSync(dirname(outfile), { recursive: true });
    writeFileSync(outfile, (await bundle()).code);
    return;
  }
  const watcher = await context({ ...options, logLevel: "info" });
  await watcher.watch();
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
