import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { decodeToken, verify } from "../../src/core";
import { BASE_KEYS } from "./base-keys";
import { isBinary, runAll, whySkipped } from "./openssl";
import { PUBLIC_FORMATS } from "./public-formats";
import { keyValues, tokenOf } from "./signing";

/** One key of each type and curve, and what is special about a public key: its exponent and its restrictions. */
const TITLES =
  /^(?:RSA (?:2048 bits|exponent .*)|RSA-PSS (?:without restrictions|restricted to SHA-\d+ and a salt of [1-9].*)|EC .*|Ed25519|ML-DSA-44)$/;

const groups = BASE_KEYS.filter(({ title }) => TITLES.test(title)).map((base, index) => {
  const from = `base-${index}`;
  const formats = PUBLIC_FORMATS[base.title.split(" ")[0] ?? ""] ?? [];
  const keys = formats.map((format, place) => ({ ...base, format, from, file: `public-${index}-${place}` }));
  return { ...base, from, keys };
});
const available = groups.filter(({ command }) => !whySkipped(command));

/** Tokens by the file of the private key and the algorithm, and why OpenSSL could not write a public key, by its file. */
const tokens = new Map<string, Promise<string>>();
const failures = new Map<string, string | undefined>();

let folder = "";
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "jwt-bearer-public-"));
  await runAll(
    folder,
    available.map(({ command, from }) => `${command} >${from}`),
  );
  const keys = available.flatMap((group) => group.keys);
  const commands = keys.map(({ format, file, from }) => `${format.replaceAll("KEY", from)} >${file}`);
  const results = await runAll(folder, commands);
  for (const [index, { file }] of keys.entries()) failures.set(file, results[index]);
  for (const { from, command, algorithms } of available)
    for (const algorithm of algorithms) {
      const token = tokenOf({ ...keyValues(folder, from, command), algorithm });
      // The tests that use it fail.
      token.catch(() => {});
      tokens.set(`${from} ${algorithm}`, token);
    }
});
afterAll(() => rmSync(folder, { recursive: true }));

for (const { title, keys } of groups) {
  describe(`verifying with the public key of ${title} works if it comes from`, () => {
    for (const { format, file, from, command, algorithms } of keys) {
      const skipped = whySkipped(command);
      it.skipIf(skipped)(skipped ?? format, async () => {
        expect(failures.get(file)).toBeUndefined();
        const bytes = readFileSync(join(folder, file));
        const text = bytes.toString(isBinary(format) ? "base64" : "utf8");
        for (const algorithm of algorithms) {
          const token = decodeToken((await tokens.get(`${from} ${algorithm}`)) ?? "");
          await verify(token, { text, encoding: "text" }, {}, Date.now());
        }
      });
    }
  });
}
