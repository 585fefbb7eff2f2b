import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

/** With `--mode fuzz` each property is tried more often, which takes its time. */
export default defineConfig(({ mode }) => ({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: "test/support/global-setup.ts",
    setupFiles: "test/support/check-messages.ts",
    // Node itself does not load the ES module of this package, which names its files without an ending.
    server: { deps: { inline: ["jsonc-parser"] } },
    provide: { properties: mode === "fuzz" ? { numRuns: 100_000 } : { numRuns: 2_000, seed: 7 } },
    // One core less is the default, which on a machine of two is one file at a time, though most of them wait.
    maxWorkers: availableParallelism() + 1,
    // A call of the real client takes about a second on its own, and several on a busy machine.
    testTimeout: mode === "fuzz" ? 7_200_000 : 60_000,
    hookTimeout: 60_000,
  },
}));
