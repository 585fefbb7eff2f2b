import { expect, it } from "vitest";
import {
  describeTokenRequest,
  secretsOf,
  type TokenRequest,
  tokenUrlOf,
} from "../../../src/core/flows/token-request";
import type { Resolver } from "../../../src/core/token/resolve";
import { refusal } from "../../support/refusal";

const tokenUrl = (text: string) => tokenUrlOf({ field: () => text } as unknown as Resolver);

it.each([
  ["https://x.example/token", "https://x.example/token"],
  ["HTTPS://X.example", "https://x.example/"],
  ["https://x.example/token?a=b#fragment", "https://x.example/token?a=b"],
  ["http://localhost:8080/ü", "http://localhost:8080/%C3%BC"],
])("normalizes the token URL %s to %s", (text, url) => {
  expect(tokenUrl(text)).toBe(url);
});

const INVALID = "Invalid URL. Enter one that starts with https://.";
const CREDENTIALS = "Contains a username or password. Remove them from the URL.";

it.each([
  ["https://client@x.example/", CREDENTIALS],
  ["https://:secret@x.example/", CREDENTIALS],
  ["https://client:secret@x.example/", CREDENTIALS],
  ["", INVALID],
  ["x.example/token", INVALID],
  ["ftp://x.example/token", INVALID],
  ["javascript:https://x.example/", INVALID],
  ["https://", INVALID],
  ["https://x.example:99999/", INVALID],
])("rejects the token URL %j", async (text, message) => {
  expect(await refusal(() => tokenUrl(text))).toEqual({ field: "tokenUrl", message });
});

it.each(["form", "json"] as const)(
  "hides secrets of every type and under every name in a %s request",
  (format) => {
    const request: TokenRequest = {
      url: "https://x.example/token",
      format,
      parameters: [
        { name: "scope", value: ["a", "b"] },
        { name: "otp", value: 31415, isSecret: true },
        { name: "secrets", value: ["first", "second"], isSecret: true },
        { name: "unset", value: undefined, isSecret: true },
        { name: "blank", value: "", isSecret: true },
        { name: "optional", value: "" },
        { name: "hint", value: "31415" },
        { name: "hints", value: ["c", "second"] },
      ],
      client: { id: "client", secret: "basic", isFormEncoded: false },
    };
    expect(secretsOf(request)).toEqual(["31415", "first", "second", "basic", "Y2xpZW50OmJhc2lj"]);
    const shown = describeTokenRequest(request).join("\n");
    for (const secret of secretsOf(request)) expect(shown).not.toContain(secret);
    expect(shown).toContain("scope");
    expect(shown).toMatch(/^ *"?blank"?(?:=|: ")…/m);
    // An empty secret is not one: it would be found everywhere.
    expect(shown).toMatch(/^ *"?optional"?(?:=|: "",)$/m);
  },
);
