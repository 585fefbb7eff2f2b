import { afterEach, expect, vi } from "vitest";
import { brokenRules } from "./message-rules";

type Errors = typeof import("../../src/core/lib/errors");

/** The checked class, and the messages that break a rule. All test files in a worker share the modules of the sources, and so these. */
const shared = globalThis as { checkedErrors?: Errors; broken?: { message: string; rules: string[] }[] };
shared.broken ??= [];

/** Checks every JwtAuthError of the sources that a test causes. End-to-end tests run a bundle of the same sources. */
vi.mock("../../src/core/lib/errors", async (importOriginal) => {
  shared.checkedErrors ??= checked(await importOriginal<Errors>());
  return shared.checkedErrors;
});

function checked(original: Errors): Errors {
  class Checked extends original.JwtAuthError {
    constructor(...args: ConstructorParameters<typeof original.JwtAuthError>) {
      super(...args);
      const rules = this.label === undefined ? [] : brokenRules(this.message);
      if (rules.length > 0) shared.broken?.push({ message: this.message, rules });
    }
  }
  return { ...original, JwtAuthError: Checked };
}

afterEach(() => expect(shared.broken?.splice(0)).toEqual([]));
