import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: "test/support/global-setup.ts",
    // A call of the real client takes about a second on its own, and several on a busy machine.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
