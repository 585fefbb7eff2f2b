import { type BuildOptions, build, context } from "esbuild";

/** One CommonJS file, since Yaak loads a plugin with require() and unpacks nothing beside it. */
const options: BuildOptions = {
  entryPoints: ["src/index.ts"],
  outfile: "build/index.js",
  bundle: true,
  minify: true,
  format: "cjs",
  platform: "node",
  target: "node20",
  // jsonc-parser's CommonJS entry cannot be bundled; its ES module can.
  mainFields: ["module", "main"],
  logLevel: "warning",
};

async function main(): Promise<void> {
  if (!process.argv.includes("--watch")) {
    await build(options);
    return;
  }
  const watcher = await context({ ...options, logLevel: "info" });
  await watcher.watch();
}

main().catch(() => process.exit(1));
