import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BASE_KEYS } from "./base-keys";
import { runAll, whySkipped } from "./openssl";
import { passphraseOf, writePassphrases } from "./passphrases";
import { type Job, keyValues, outcomesOf, VERIFIED } from "./signing";

const groups = BASE_KEYS.map((base, index) => {
  const publicKey = `public-${index}`;
  const keys = base.formats.map((format, place) => {
    const command = `${base.command} | ${format}`;
    // Deriving the key of an encrypted file takes most of the time, and happens once for each algorithm.
    const algorithms = base.algorithms.slice(0, passphraseOf(command) === undefined ? undefined : 1);
    return {
      ...base,
      algorithms,
      format,
      command,
      publicKey,
      file: `key-${index}-${place}`,
      from: `base-${index}`,
    };
  });
  return { ...base, publicKey, keys, file: `base-${index}` };
});

/** What OpenSSL verified, by the file of the key and the algorithm. */
const outcomes = new Map<string, Record<string, string>>();
const jobs: (Job & { file: string })[] = [];

let folder = "";
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "jwt-bearer-differential-"));
  writePassphrases(folder);
  const made = groups.filter(({ command }) => !whySkipped(command));
  const run = (commands: string[]) => runAll(folder, commands);
  await run(made.map(({ command, file }) => `${command} >${file}`));
  const publish = (file: string) => `openssl pkey -in ${file} -passin file:plain -pubout`;
  await run(made.map(({ file, publicKey }) => `${publish(file)} >${publicKey}`));

  const written = made.flatMap(({ keys }) => keys).filter(({ command }) => !whySkipped(command));
  const failures = await run(
    written.map(({ format, file, from }) => `${format.replaceAll("KEY", from)} >${file}`),
  );
  for (const [index, { algorithms, command, file, publicKey }] of written.entries()) {
    const failure = failures[index];
    outcomes.set(file, Object.fromEntries(algorithms.map((name) => [name, failure ?? ""])));
    if (failure) continue;
    const values = keyValues(folder, file, command);
    for (const algorithm of algorithms) jobs.push({ file, publicKey, values: { ...values, algorithm } });
  }
  const results = await outcomesOf(folder, jobs);
  for (const [index, { file, values }] of jobs.entries())
    Object.assign(outcomes.get(file) ?? {}, { [values.algorithm]: results[index] });
});
afterAll(() => rmSync(folder, { recursive: true }));

for (const { title, keys } of groups) {
  describe(`OpenSSL verifies what the plugin signs with the key ${title}, written with`, () => {
    for (const { format, command, algorithms, file } of keys) {
      const skipped = whySkipped(command);
      it.skipIf(skipped)(skipped ?? format, () => {
        const expected = Object.fromEntries(algorithms.map((algorithm) => [algorithm, VERIFIED]));
        expect(outcomes.get(file)).toEqual(expected);
      });
    }
  });
}

it("OpenSSL rejects the tokens of every algorithm after a change", async () => {
  const verified = jobs.filter(({ file, values }) => outcomes.get(file)?.[values.algorithm] === VERIFIED);
  const byAlgorithm = new Map(verified.map((job) => [job.values.algorithm, job]));
  const results = await outcomesOf(folder, [...byAlgorithm.values()], "changed");
  expect(results.length).toBeGreaterThan(5);
  expect(results.filter((result) => !result.startsWith("OpenSSL failed"))).toEqual([]);
});
