import { expect, it } from "vitest";
import {
  describeTokenRequest,
  secretsOf,
  type TokenRequest,
  tokenUrlOf,
} from "../../../src/core/flows/token-request";
import type { Resolver } from "../../../src/core/token/resolve";

const tokenUrl = (text: string) => tokenUrlOf({ field: () => text } as unknown as Resolver);

it.each([
  ["https://x.example/token", "https://x.example/token"],
  ["HTTPS://X.example", "https://x.example/"],
  ["https://x.example/token?a=b#fragment", "https://x.example/token?a=b"],
  ["http://localhost:8080/ü", "http://localhost:8080/%C3%BC"],
])("normalizes the token URL %s to %s", (text, url) => {
  expect(tokenUrl(text)).toBe(url);
});

it.each(["https://client@x.example/", "https://:secret@x.example/", "https://client:secret@x.example/"])(
  "rejects credentials in the token URL %s",
  (text) => {
    expect(() => tokenUrl(text)).toThrow("Contains a username or password. Remove them from the URL.");
  },
);

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
        { name: "hint", value: "31415" },
        { name: "hints", value: ["c", "second"] },
      ],
      client: { id: "client", secret: "basic", isFormEncoded: false },
    };
    expect(secretsOf(request)).toEqual(["31415", "first", "second", "basic", "Y2xpZW50OmJhc2lj"]);
    const shown = describeTokenRequest(request).join("\n");
    for (const secret of secretsOf(request)) expect(shown).not.toContain(secret);
    expect(shown).toContain("scope");
  },
);
