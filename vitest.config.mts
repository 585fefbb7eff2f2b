import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Tests that replace a module of the sources or of Node, which no other test may see. */
const REPLACING = [
  "test/core/settings/claim-fields.test.ts",
  "test/core/keys/file-access.test.ts",
  "test/faults/key-file-on-server.test.ts",
  "test/faults/key-file-swapped.test.ts",
];

/** The files that take longest. If they started last, one of the workers would be busy alone at the end. */
const SLOWEST = [
  "test/e2e/reuse.test.ts",
  "test/faults/budgets.test.ts",
  "test/e2e/token-failures.test.ts",
  "test/verifiers/verifiers.test.ts",
  "test/properties/typing.test.ts",
  "test/e2e/convert-auth.test.ts",
];

class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) =>
      SLOWEST.findIndex((file) => moduleId.endsWith(file)) + 1 || SLOWEST.length + 1;
    return (await super.sort(files)).sort((one, other) => rank(one) - rank(other));
  }
}

/** With `--mode fuzz`, each property runs with more values, which takes much longer. */
export default defineConfig(({ mode }) => {
  const ofMode = {
    provide: { properties: mode === "fuzz" ? { numRuns: 100_000 } : { numRuns: 1_000, seed: 7 } },
    // A call to the real client takes about a second, or several on a busy machine.
    testTimeout: mode === "fuzz" ? 7_200_000 : 60_000,
  };
  return {
    test: {
      globalSetup: "test/support/global-setup.ts",
      setupFiles: "test/support/check-messages.ts",
      sequence: { sequencer: SlowestFirst },
      // Node cannot load this package's ES module directly, because its imports omit file extensions.
      server: { deps: { inline: ["jsonc-parser"] } },
      // The default is one worker fewer than cores: only one on a machine with two, although most tests just wait.
      maxWorkers: availableParallelism() + 1,
      hookTimeout: 60_000,
      projects: [
        {
          // The files of a worker share the sources, so that these are loaded only once.
          extends: true,
          test: {
            name: "shared",
            include: ["test/**/*.test.ts"],
            exclude: REPLACING,
            isolate: false,
            ...ofMode,
          },
        },
        { extends: true, test: { name: "replacing", include: REPLACING, ...ofMode } },
      ],
    },
  };
});
