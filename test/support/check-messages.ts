import { afterEach, expect, vi } from "vitest";
import { brokenRules } from "./message-rules";

/** The messages of all errors that a test caused and that break a rule. */
const broken: { message: string; rules: string[] }[] = [];

/** Every JwtAuthError that any test causes goes through here, so that no message escapes the rules. */
vi.mock("../../src/core/lib/errors", async (importOriginal) => {
  const original = await importOriginal<typeof import("../../src/core/lib/errors")>();
  class Checked extends original.JwtAuthError {
    constructor(...args: ConstructorParameters<typeof original.JwtAuthError>) {
      super(...args);
      const rules = this.label === undefined ? [] : brokenRules(this.message);
      if (rules.length > 0) broken.push({ message: this.message, rules });
    }
  }
  return { ...original, JwtAuthError: Checked };
});

afterEach(() => expect(broken.splice(0)).toEqual([]));
