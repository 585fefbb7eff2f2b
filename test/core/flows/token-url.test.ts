import { describe, expect, it } from "vitest";
import { tokenUrlOf } from "../../../src/core/flows/token-url";
import type { Values } from "../../../src/core/form/types";
import { NoResponse } from "../../../src/core/lib/http";
import { preview } from "../../../src/core/preview";
import type { Resolver } from "../../../src/core/token/resolve";
import { filledIn } from "../../support/preset-cases";
import { refusal } from "../../support/refusal";
import { failure, NOW, request, services, tokenServices } from "../../support/sign";

const tokenUrl = (text: string) => tokenUrlOf({ field: () => text } as unknown as Resolver);

it.each([
  ["https://x.example/token", "https://x.example/token"],
  ["HTTPS://X.example", "https://x.example/"],
  ["https://x.example/token?a=b#fragment", "https://x.example/token?a=b"],
  ["https://x.example/token?a={b}", "https://x.example/token?a={b}"],
  ["http://localhost:8080/ü", "http://localhost:8080/%C3%BC"],
  ["https://https.example/token", "https://https.example/token"],
])("normalizes the token URL %s to %s", (text, url) => {
  expect(tokenUrl(text)).toBe(url);
});

const INVALID = "Invalid URL. Enter one that starts with https://.";
const CREDENTIALS = "Contains a username or password. Remove them from the URL.";
const SCHEME = "Missing https://. Enter the full URL.";
const QUOTES = "Has quotes around it. Remove them.";
const TWICE = "Contains https:// twice. Remove one of them.";
const placeholder = (name: string) => `Contains the placeholder "${name}". Replace it with your own value.`;

it.each([
  ["https://client@x.example/", CREDENTIALS],
  ["https://:secret@x.example/", CREDENTIALS],
  ["https://client:secret@x.example/", CREDENTIALS],
  ["", INVALID],
  ["token", INVALID],
  ["x.example/token", SCHEME],
  ["//x.example/token", SCHEME],
  ["localhost:8080/token", SCHEME],
  ["x.example:8443/token?a=b", SCHEME],
  ["ftp://x.example/token", INVALID],
  ["javascript:https://x.example/", INVALID],
  ["https://", INVALID],
  ["https://x.example:99999/", INVALID],
  ["https:// x.example/token", "Contains a space in the hostname. Remove it."],
  ['"https://x.example/token"', QUOTES],
  ["'https://x.example/token'", QUOTES],
  ['https://x.example/token"', QUOTES],
  ["“https://x.example/token”", QUOTES],
  ["<https://x.example/token>", "Has angle brackets around it. Remove them."],
  ["https://x.example/{tenant}/token", placeholder("{tenant}")],
  [
    "https://{{host}}/token",
    "Contains {{host}}, another client's placeholder. Yaak writes variables as $" + "{[ name ]}.",
  ],
  ["https://<tenant>.x.example/token", placeholder("<tenant>")],
  ["https://https://x.example/token", TWICE],
  ["https:https://x.example/token", TWICE],
])("rejects the token URL %j", async (text, message) => {
  expect(await refusal(() => tokenUrl(text))).toEqual({ field: "tokenUrl", message });
});

const LOGIN = "Start with https://, and omit the trailing slash and /services/oauth2/token.";
const ACCOUNT = "Use the hostname only, without https:// or slashes.";

describe("the error is about the field that the token URL is derived from, for the", () => {
  it.each<[label: string, preset: string, audience: string, message: string]>([
    ["Login URL", "salesforce", "test.salesforce.com", `Missing https://. ${LOGIN}`],
    ["Login URL", "salesforce", "my domain", `Contains a space. ${LOGIN}`],
    ["Login URL", "salesforce", "sandbox", `Invalid URL. ${LOGIN}`],
    ["Login URL", "salesforce", "https://https://test.salesforce.com", `Contains https:// twice. ${LOGIN}`],
    ["Login URL", "salesforce", "https://test.salesforce.com /", `Contains a space. ${LOGIN}`],
    ["Login URL", "salesforce", '"https://test.salesforce.com"', `Has quotes around it. ${LOGIN}`],
    [
      "Login URL",
      "salesforce",
      "https://<domain>.my.salesforce.com",
      `Contains the placeholder "<domain>". ${LOGIN}`,
    ],
    [
      "Login URL",
      "salesforce",
      "https://test.salesforce.com/services/oauth2/token",
      "Contains /services/oauth2/token, which is added automatically. Enter only what precedes it.",
    ],
    [
      "Login URL",
      "salesforce",
      "https://a.example, https://b.example",
      "Must be a single value, because the token URL contains it. Enter one, or the Token URL.",
    ],
    [
      "Account Server",
      "docusign",
      "https://account-d.docusign.com",
      `Contains more than the hostname. ${ACCOUNT}`,
    ],
    ["Account Server", "docusign", "account-d.docusign.com/", `Contains more than the hostname. ${ACCOUNT}`],
    [
      "Account Server",
      "docusign",
      "account-d.docusign.com/oauth",
      `Contains more than the hostname. ${ACCOUNT}`,
    ],
    ["Account Server", "docusign", "account-d docusign.com", `Contains a space. ${ACCOUNT}`],
    ["Account Server", "docusign", "account-d.docusign.com:port", `Invalid URL. ${ACCOUNT}`],
  ])("%s (%s): %s", async (label, preset, audience, message) => {
    const values = { preset, ...filledIn[preset]?.(), audience };
    expect(await failure(values, request, tokenServices())).toEqual({
      field: "audience",
      message: `${label}: ${message}`,
    });
    expect((await preview(values, NOW)).error).toBe(`${label}: ${message}`);
  });

  it.each<[string, Values, string, string]>([
    ["Login URL", { preset: "salesforce", audience: "https://x.invalid" }, "audience", LOGIN],
    ["Account Server", { preset: "docusign", audience: "x.invalid" }, "audience", ACCOUNT],
    ["Token URL", { preset: "salesforce" }, "tokenUrl", "Check the URL, and that the server is running."],
    [
      "Token URL",
      { preset: "salesforce", audience: "x", tokenUrl: "https://x.invalid" },
      "tokenUrl",
      "Check the URL, and that the server is running.",
    ],
    [
      "Service Account Key",
      { preset: "google-oauth" },
      "key",
      "Check your network connection, and token_uri in the key file.",
    ],
  ])("%s if the server can't be reached: %o", async (label, values, field, remedy) => {
    const send = () => Promise.reject(new NoResponse("can't be reached: host not found"));
    const all = { ...filledIn[String(values.preset)]?.(), ...values };
    const found = await failure(all, request, { ...services, send });
    expect(found.field).toBe(field);
    expect(found.message).toMatch(new RegExp(`^${label}: The server at https://\\S+ can't be reached`));
    expect(found.message).toContain(`host not found. ${remedy}`);
  });
});

it.each(["<", "{", "a.", "a", " ", '"', "https://", "<a:"])("a long URL of %j is read at once", (unit) => {
  const text = unit.repeat(256_000 / unit.length);
  const start = performance.now();
  for (const url of [text, `https://${text}`, `https://x.example/${text}`, `<a:${text}`])
    try {
      tokenUrl(url);
    } catch {}
  expect(performance.now() - start).toBeLessThan(1000);
});
