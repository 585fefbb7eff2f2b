import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { brokenRules } from "../support/message-rules";
import { messageOf } from "../support/plugin";
import { runAll, whySkipped } from "./openssl";
import { passphraseOf, writePassphrases } from "./passphrases";
import { REFUSED_ENCRYPTION, REFUSED_KEYS } from "./refused-keys";
import { keyValues, outcomesOf, tokenOf, VERIFIED } from "./signing";

const rows = [...REFUSED_ENCRYPTION, ...REFUSED_KEYS].map((row, index) => ({ ...row, file: `key-${index}` }));

/** Why OpenSSL cannot write a key, or else the plugin's message, by the file of the key. */
const messages = new Map<string, string>();
/** What OpenSSL verified after the message's command re-encrypted a key, by the file of the key. */
const outcomes = new Map<string, string>();

let folder = "";
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "jwt-bearer-refused-"));
  writePassphrases(folder);
  await runAll(folder, ["openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 >base"]);
  await runAll(folder, ["openssl pkey -in base -pubout >public"]);
  const made = rows.filter(({ command }) => !whySkipped(command));
  const commands = made.map(({ command, file }) => `${command.replaceAll("KEY", "base")} >${file}`);
  const failures = await runAll(folder, commands);
  for (const [index, { command, file, algorithm = "ES256" }] of made.entries()) {
    const values = { ...keyValues(folder, file, command), algorithm };
    messages.set(file, failures[index] ?? (await tokenOf(values).then(() => "no error", messageOf)));
  }

  const written = rows.slice(0, REFUSED_ENCRYPTION.length).map(({ file }) => file);
  const results = await runAll(folder, written.map(reencryption));
  const readable = written.filter((_, index) => results[index] === undefined);
  const jobs = readable.map((file) => ({
    values: { ...keyValues(folder, `${file}-new`, "-passout file:plain"), algorithm: "ES256" },
    publicKey: "public",
  }));
  const verified = await outcomesOf(folder, jobs);
  for (const [index, file] of written.entries())
    outcomes.set(file, results[index] ?? verified[readable.indexOf(file)] ?? "");
});
afterAll(() => rmSync(folder, { recursive: true }));

const messageFor = (file: string) => messages.get(file) ?? "";

/** The OpenSSL command in a message, with files and passphrases for its placeholders. */
function reencryption(file: string): string {
  const [command] = /openssl [^.;|&`$<>\n]*? -in OLD -out NEW/.exec(messageFor(file)) ?? [];
  if (!command) return "echo the message has no command >&2; false";
  const named = command.replace("OLD", file).replace("NEW", `${file}-new`);
  return `${named} -passin file:plain -passout file:plain`;
}

/** Any eight characters of a key or passphrase that are in a message. */
function revealed(file: string, command: string): string[] {
  const message = messageFor(file);
  const bytes = readFileSync(join(folder, file));
  // Not the BEGIN and END lines, and not the name of the cipher.
  const body = bytes.toString("latin1").match(/^[A-Za-z0-9+/=]{16,}$/gm) ?? [];
  const forms = [bytes.toString("base64"), bytes.toString("hex"), body.join("")];
  const secrets = [...forms, passphraseOf(command) ?? ""].join(" ");
  return Array.from(message, (_, at) => message.slice(at, at + 8)).filter(
    (part) => part.length === 8 && secrets.includes(part),
  );
}

describe("the plugin rejects, with a message that names what it is, a key from", () => {
  for (const { command, message, file } of rows) {
    const skipped = whySkipped(command);
    it.skipIf(skipped)(skipped ?? command, () => {
      const actual = messageFor(file);
      expect(actual, actual).toMatch(message);
      expect(brokenRules(actual)).toEqual([]);
      expect(revealed(file, command)).toEqual([]);
    });
  }
});

describe("the plugin accepts the key after the message's command re-encrypts it, from", () => {
  for (const { command, file } of rows.slice(0, REFUSED_ENCRYPTION.length)) {
    const skipped = whySkipped(command);
    it.skipIf(skipped)(skipped ?? command, () => expect(outcomes.get(file)).toBe(VERIFIED));
  }
});
