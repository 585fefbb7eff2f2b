import { createHmac } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { realInputs } from "../real-inputs";
import type { RealInput } from "../real-inputs/case";
import { describeResult, tokenIn, warningsOf } from "../real-inputs/describe";
import { type Listening, listen } from "../support/listen";
import { Runtime } from "../support/runtime";

const folder = mkdtempSync(join(tmpdir(), "real-inputs-"));
let runtime: Runtime;
let server: Listening;
let answer: RealInput["answer"];
let count = 0;

beforeAll(async () => {
  runtime = await Runtime.start();
  server = await listen((_request, response) => {
    const { status = 200, headers = { "content-type": "application/json" }, body } = answer ?? {};
    response.writeHead(status, headers);
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  });
});
afterAll(async () => {
  await runtime.close();
  await server.close();
  rmSync(folder, { recursive: true });
});

/** The form's values for one input, and what stands for the token URL in them. */
function prepare({ values, file, fileName }: RealInput): { url: string; values: Record<string, unknown> } {
  count++;
  // With a URL of its own, no access token of another input is reused.
  const url = `${server.url}/${count}`;
  const own = JSON.parse(JSON.stringify(values).replaceAll("TOKEN_URL", url));
  if (file === undefined) return { url, values: own };
  const keyFile = join(folder, fileName ?? `key-${count}`);
  writeFileSync(keyFile, file);
  return { url, values: { ...own, keyFile } };
}

describe.each(Object.entries(realInputs))("%s:", (_name, inputs) => {
  const rows = inputs.map((input) => [input.input, input.gets, input] as const);

  it.each(rows)("%s -> %s", async (_input, _gets, input) => {
    answer = input.answer;
    const { url, values } = prepare(input);
    const request = { method: "GET", url: "https://api.example.com/", ...input.request };
    const result = await runtime.apply(values, request);
    expect(describeResult(result).replaceAll(url, "TOKEN_URL")).toBe(input.gets);
    if (input.secret !== undefined) expect(isSignedWith(input.secret, tokenIn(result))).toBe(true);
    expect(warningsOf(await runtime.form(values, `form ${count}`))).toEqual(input.warnings ?? []);
  });
});

/** Whether a token is signed with HS256 and a secret. */
function isSignedWith(secret: string | Buffer, token: string): boolean {
  const end = token.lastIndexOf(".");
  return (
    token.slice(end + 1) === createHmac("sha256", secret).update(token.slice(0, end)).digest("base64url")
  );
}
