import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { algorithms } from "../../src/core/keys/algorithms";
import { keyFor, signingAlgorithms } from "../support/keys";
import { Runtime } from "../support/runtime";
import { keyFormsOf } from "./key-forms";
import { type Case, verifiers } from "./verifiers";

const signing = [...algorithms.values()].filter(({ name }) => signingAlgorithms.includes(name));
const audience = "server";

/** The tokens that the plugin sends in Yaak's real runtime, by algorithm, for each key format. */
const sent = new Map<string, { form: string; token: Case }[]>();
const sentWith = (algorithm: string) => sent.get(algorithm) ?? [];

let folder = "";
let runtime: Runtime;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "jwt-bearer-forms-"));
  runtime = await Runtime.start();
  for (const algorithm of signing) {
    const { name } = algorithm;
    for (const [form, values] of Object.entries(keyFormsOf(algorithm, folder))) {
      const all = { algorithm: name, audience, headerPrefix: "none", ...values };
      const reply = await runtime.apply(all, { method: "GET", url: "https://api.example.com/" });
      const [header] = (reply.setHeaders ?? []) as { value: string }[];
      if (!header) throw new Error(`${name}, ${form}: ${JSON.stringify(reply)}`);
      const token = { token: header.value, algorithm: name, key: keyFor(name).verifyWith, audience };
      sent.set(name, [...sentWith(name), { form, token }]);
    }
  }
});
afterAll(async () => {
  await runtime.close();
  rmSync(folder, { recursive: true });
});

/** The token with one changed character: at the start, in the middle, or near the end of each of its three parts. */
function changed(token: string): string[] {
  const parts = token.split(".");
  return parts.flatMap((part, index) =>
    // Some bits of the last character can be meaningless.
    [0, part.length >> 1, part.length - 2].map((at) => {
      const other = part[at] === "A" ? "B" : "A";
      return parts.with(index, part.slice(0, at) + other + part.slice(at + 1)).join(".");
    }),
  );
}

it("the number of tokens matches TESTING.md", () => {
  // ML-DSA needs a newer Node than some of the tests run on.
  const tokens = [...sent].flatMap(([name, all]) => (name.startsWith("ML-DSA") ? [] : all));
  const changes = tokens.flatMap(({ token }) => changed(token.token));
  expect(readFileSync("TESTING.md", "utf8")).toContain(
    `| ${tokens.length} tokens, ${changes.length} changed ones,`,
  );
});

describe.each(verifiers)("$name", ({ knows, leftOut, verify }) => {
  const known = signing.map(({ name }) => name).filter(knows);
  const title = leftOut ?? "with every key format";

  describe.skipIf(leftOut)(title, () => {
    it.each(known)("accepts %s", async (algorithm) => {
      const all = sentWith(algorithm);
      const errors = await verify(all.map(({ token }) => token));
      expect(all.length).toBeGreaterThan(10);
      expect(errors.map((why, index) => why && `${all[index]?.form}: ${why}`)).toEqual(
        all.map(() => undefined),
      );
    });

    it.each(known)("rejects %s after one character is changed", async (algorithm) => {
      const all = sentWith(algorithm).flatMap(({ token: { token, ...others } }) =>
        changed(token).map((other) => ({ token: other, ...others })),
      );
      const errors = await verify(all);
      expect(all.filter((_, index) => errors[index] === undefined)).toEqual([]);
      expect(errors).toHaveLength(sentWith(algorithm).length * 9);
    });
  });
});
