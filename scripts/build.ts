import { context } from "esbuild";
import { options, writeBundle } from "./bundle";

async function main(): Promise<void> {
  if (!process.argv.includes("--watch")) return writeBundle();
  const watcher = await context({ ...options, logLevel: "info" });
  await watcher.watch();
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
