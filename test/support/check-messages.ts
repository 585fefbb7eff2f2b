import { afterEach, expect, vi } from "vitest";
import { brokenRules } from "./message-rules";

/** Messages that break a rule. */
const broken: { message: string; rules: string[] }[] = [];

/** Checks every JwtAuthError of the sources that a test causes. End-to-end tests run a bundle of the same sources. */
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
