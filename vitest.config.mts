import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: "test/support/global-setup.ts",
    // One core less is the default, which on a machine of two is one file at a time, though most of them wait.
    maxWorkers: "100%",
    // A call of the real client takes about a second on its own, and several on a busy machine.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
