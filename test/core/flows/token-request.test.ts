import { expect, it } from "vitest";
import { tokenUrlOf } from "../../../src/core/flows/token-request";
import type { Resolver } from "../../../src/core/token/resolve";

const tokenUrl = (text: string) => tokenUrlOf({ field: () => text } as unknown as Resolver);

it.each([
  ["https://x.example/token", "https://x.example/token"],
  ["HTTPS://X.example", "https://x.example/"],
  ["https://x.example/token?a=b#fragment", "https://x.example/token?a=b"],
  ["http://localhost:8080/ü", "http://localhost:8080/%C3%BC"],
])("%s is asked as %s", (text, url) => {
  expect(tokenUrl(text)).toBe(url);
});

it.each(["https://client@x.example/", "https://:secret@x.example/", "https://client:secret@x.example/"])(
  "who asks does not stand in %s",
  (text) => {
    expect(() => tokenUrl(text)).toThrow("this has a user name or password in it.");
  },
);
