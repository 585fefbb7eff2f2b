import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inspect } from "node:util";
import { beforeAll, describe, expect, it } from "vitest";
import { keyPath, signingAlgorithms } from "../support/keys";
import { loadPlugin } from "../support/plugin";
import { echoingApp } from "./echoing-app";
import { foreignFiles } from "./foreign-files";
import { foreignJson } from "./foreign-json";
import { foreignKeys } from "./foreign-keys";
import { anyForeignSettings, choices } from "./foreign-settings";
import { formTexts } from "./form-texts";
import { holds } from "./holds";
import { readings } from "./readings";

const { onApply, args } = loadPlugin().authentication;
const request = { contextId: "context", method: "GET", url: "https://api.example.com/", headers: [] };

const files = new Map([...foreignFiles(), ...foreignJson(), ...foreignKeys()]);
const folder = keyPath("foreign");

/** Every eight consecutive characters of a secret, and the file that contains it. */
const owners = new Map<string, string>();
for (const [name, { secrets }] of files)
  for (const secret of secrets)
    for (let at = 0; at + 8 <= secret.length; at++) owners.set(secret.slice(at, at + 8), name);

// A PEM contains its public half, too.
for (const { publics } of files.values())
  for (const number of publics.flatMap((text) => [text, text.replaceAll("-", "+").replaceAll("_", "/")]))
    for (let at = 0; at + 8 <= number.length; at++) owners.delete(number.slice(at, at + 8));

/** Lines without a secret. Most of the form is the same for all settings. */
const checked = new Set<string>();

function check(where: string, text: string): void {
  for (const line of text.split("\n")) {
    if (checked.has(line)) continue;
    for (const reading of readings(line))
      for (let at = 0; at + 8 <= reading.length; at++) {
        const owner = owners.get(reading.slice(at, at + 8));
        if (owner === undefined) continue;
        throw new Error(`${where} tells ${reading.slice(at, at + 8)} of ${owner}: ${line}`);
      }
    if (checked.size < 20_000) checked.add(line);
  }
}

/** A request without the client secret that Box itself gets, which is the only service that does. */
const withoutOwnSecret = (request: string): string =>
  request.includes('"url":"https://api.box.com/oauth2/token"')
    ? request.replace(/(?<=client_secret=)[^&"]*/, "")
    : request;

/** The headers and claims of all tokens in a text. */
const contents = (text: string): string =>
  Array.from(text.matchAll(/eyJ[\w-]+/g), ([part]) => Buffer.from(part, "base64url").toString()).join("\n");

/** What must have led to a token at least once. Otherwise, the property means little. */
const EXPECTED = [
  ...Array.from(files).flatMap(([name, { fits, open }]) => [...(fits ? [name] : []), ...open]),
  ...(["preset", "flow", "placement", "keyEncoding"] as const).flatMap((name) =>
    choices(name).map((choice) => `${name} ${choice}`),
  ),
  ...[...signingAlgorithms, "none"],
];

describe("a key file in somebody else's workspace", () => {
  beforeAll(() => {
    mkdirSync(folder);
    for (const [name, { content }] of files) writeFileSync(join(folder, name), content);
  });

  it("gets out as its key ID, or as the public texts of a Google or Box file, and in no other way", async () => {
    const outcomes = { token: 0, error: 0 };
    const found = new Set<string>();
    await holds(anyForeignSettings(files), async ({ name, settings, values: others, echo }) => {
      const values = { ...others, keyFile: join(folder, name) };
      check("the form", await formTexts(args, values));
      const { ctx, told } = echoingApp("an-access-token", echo);
      try {
        told.push(JSON.stringify(await onApply(ctx as never, { ...request, values } as never)));
        outcomes.token++;
      } catch (error) {
        check("the error", inspect(error, { depth: 9 }));
        outcomes.error++;
      }
      check("the plugin", told.map(withoutOwnSecret).join("\n"));

      const content = contents(told.join("\n"));
      const [, algorithm = "not signed"] = /"alg":"([^"]+)"/.exec(content) ?? [];
      const { preset, flow, placement, keyEncoding } = settings;
      if (told.length > 0) found.add(`flow ${flow}`);
      if (content === "") return;
      for (const value of [name, algorithm, `preset ${preset}`, `placement ${placement}`]) found.add(value);
      if (algorithm.startsWith("HS")) found.add(`keyEncoding ${keyEncoding}`);
      for (const text of files.get(name)?.open ?? []) if (content.includes(text)) found.add(text);
    });
    expect(EXPECTED.filter((value) => !found.has(value))).toEqual([]);
    expect(Math.min(outcomes.token, outcomes.error)).toBeGreaterThan(200);
  });
});
