import { createHmac, createPublicKey } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compactVerify, decodeProtectedHeader } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { realInputs } from "../real-inputs";
import type { RealInput } from "../real-inputs/case";
import { describeResult, tokenIn, warningsOf } from "../real-inputs/describe";
import { keyFor } from "../support/keys";
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
    const token = tokenIn(result);
    // A repair must not lead to another key.
    if (token) expect(await isSigned(token, input)).toBe(true);
    expect(warningsOf(await runtime.form(values, `form ${count}`))).toEqual(input.warnings ?? []);
  });
});

/** Whether a token has a signature, and if the key is known, that of the key. */
async function isSigned(token: string, { secret, key }: RealInput): Promise<boolean> {
  const { alg = "" } = decodeProtectedHeader(token);
  if (!alg.startsWith("HS"))
    return compactVerify(token, key ? createPublicKey(key) : keyFor(alg).verifyWith).then(() => true);
  const end = token.lastIndexOf(".");
  const mac = createHmac(`sha${alg.slice(2)}`, secret ?? "")
    .update(token.slice(0, end))
    .digest("base64url");
  return secret === undefined || token.slice(end + 1) === mac;
}
