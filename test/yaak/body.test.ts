import { expect, it } from "vitest";
import { bodyOf } from "../../src/yaak/body";

it.each([
  ["text", "POST", "{}", "{}"],
  ["an empty text", "POST", "", ""],
  ["none, of a GET", "GET", null, ""],
  ["none, of a HEAD", "head", null, ""],
])("a body that is %s is text", (_, method, body, text) => {
  expect(bodyOf(method, body)).toBe(text);
});

it.each([
  ["that Yaak keeps back", "POST", null, "Yaak doesn't provide large or file bodies"],
  ["of an app that hands over none", "GET", undefined, "needs Yaak 2026.7 or later"],
])("a body %s says why it is missing", (_, method, body, why) => {
  expect(bodyOf(method, body)).toEqual({ missing: expect.stringContaining(why) });
});
