import { writeFileSync } from "node:fs";
import { inspect } from "node:util";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { algorithms } from "../../src/core/keys/algorithms";
import { keyPath, PASSPHRASE } from "../support/keys";
import { loadPlugin } from "../support/plugin";
import { anyKey, anySecret } from "./any-key";
import { anySettings, type Settings } from "./any-settings";
import { echoes, echoingApp } from "./echoing-app";
import { formTexts } from "./form-texts";
import { holds } from "./holds";
import { readings } from "./readings";

const { onApply, args } = loadPlugin().authentication;
const request = { contextId: "context", method: "GET", url: "https://api.example.com/", headers: [] };

/** All parts of eight characters, which is enough to reveal something about a secret. */
function eights(texts: string[]): Set<string> {
  const parts = new Set<string>();
  for (const text of texts) for (let at = 0; at + 8 <= text.length; at++) parts.add(text.slice(at, at + 8));
  return parts;
}

/** What a text can mean that repeats a secret: as is, decoded, unescaped, or without line breaks. */
const meanings = (text: string): string[] => [
  ...readings(text, 1),
  text.replace(/\s+/g, ""),
  text.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code))),
];

/** Today's timestamps in a preview, whose digits can be in a secret by chance. */
const TIMES = new RegExp(`\\b${String(Date.now()).slice(0, 4)}\\d{6}\\b`, "g");

const anyCase = () =>
  fc.record({
    others: anySettings(),
    algorithm: fc.constantFrom(...algorithms.keys()),
    keyEncoding: fc.constantFrom("text", "base64", "base64url", "hex"),
    key: anyKey(),
    /** In the key field, in a file, or mistakenly instead of the file's path. */
    place: fc.constantFrom("key", "key", "file", "path"),
    passphrase: fc.oneof(fc.constant(PASSPHRASE), anySecret),
    clientSecret: anySecret,
    accessToken: anySecret,
    echo: fc.constantFrom(...echoes),
  });

function keyFields(place: string, text: string): Settings {
  if (place === "key") return { key: text };
  if (place === "path") return { keyFile: text };
  writeFileSync(keyPath("told"), text);
  return { keyFile: keyPath("told") };
}

describe("no error, preview, warning, or log", () => {
  const logged: string[] = [];
  beforeEach(() => {
    for (const method of ["log", "info", "warn", "error", "debug"] as const)
      vi.spyOn(console, method).mockImplementation((...words) => void logged.push(inspect(words)));
  });
  afterEach(() => vi.restoreAllMocks());

  it("contains eight consecutive characters of a key, passphrase, secret, or token", async () => {
    const outcomes = { token: 0, error: 0 };
    await holds(anyCase(), async ({ others, algorithm, keyEncoding, key, place, passphrase, ...more }) => {
      const { clientSecret, accessToken, echo } = more;
      // A certificate is public and contains the public key.
      const { certificate, key: ownKey, keyFile, ...rest } = others;
      // A Ghost key starts with an ID, which is public too.
      const secretFields = { passphrase, clientSecret, ...keyFields(place, key.text) };
      const values = { ...rest, algorithm, keyEncoding, ...secretFields };
      const { ctx, sent } = echoingApp(accessToken, echo);

      const shown = [await formTexts(args, values)];
      let failure = "";
      let token = "";
      try {
        const placed = await onApply(ctx as never, { ...request, values } as never);
        const { value = "" } = (placed.setHeaders ?? placed.setQueryParameters)?.[0] ?? {};
        token = value.split(/[ =]/).at(-1) ?? "";
        outcomes.token++;
      } catch (error) {
        failure = inspect(error, { depth: 9 });
        outcomes.error++;
      }

      const texts = [...shown, ...logged.splice(0)].map((text) => text.replaceAll(TIMES, ""));
      const parts = eights([...texts, ...meanings(failure)]);
      // Text in a field that is not secret is shown, even if it is a key.
      const typed = Object.values(rest).flatMap((value) => [`${JSON.stringify(value)}`, inspect(value)]);
      for (const part of eights(typed.flatMap(meanings))) parts.delete(part);
      const secrets = [...key.secrets, passphrase, clientSecret, accessToken, token, ...sent];
      for (const part of eights(secrets.flatMap((secret) => [secret, secret.replace(/\s+/g, "")])))
        if (parts.has(part)) throw new Error(`it tells ${part}`);
    });
    expect(Math.min(outcomes.token, outcomes.error)).toBeGreaterThan(30);
  });
});
