import { JwtAuthError } from "../../src/core/lib/errors";

/**
 * The field and message of the JwtAuthError that code fails with. Vitest's `toThrow` with a text passes for `undefined` too,
 * and ignores the field.
 */
export async function refusal(run: () => unknown): Promise<{ field: string | undefined; message: string }> {
  let result: unknown;
  try {
    result = await run();
  } catch (error) {
    if (error instanceof JwtAuthError) return { field: error.field, message: error.message };
    throw new Error("it failed with something other than a JwtAuthError", { cause: error });
  }
  throw new Error(`it did not fail: ${result}`);
}
