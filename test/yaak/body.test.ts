import { expect, it } from "vitest";
import { bodyOf } from "../../src/yaak/body";

it.each([
  ["a request with text", "POST", "{}", "{}"],
  ["a request with empty text", "POST", "", ""],
  ["a GET request without a body", "GET", null, ""],
  ["a HEAD request without a body", "head", null, ""],
])("the body of %s is returned as text", (_, method, body, text) => {
  expect(bodyOf(method, body)).toBe(text);
});

it.each([
  ["withholds it", "POST", null, "Yaak doesn't provide large or file bodies"],
  ["is too old to provide it", "GET", undefined, "needs Yaak 2026.7 or later"],
])("a missing body has a reason if Yaak %s", (_, method, body, why) => {
  expect(bodyOf(method, body)).toEqual({ missing: expect.stringContaining(why) });
});
