import { expect, it } from "vitest";
import { bodyOf } from "../../src/yaak/body";

it.each([
  ["a request with text", "POST", "{}", "{}"],
  ["a request with empty text", "POST", "", ""],
  ["a GET request without a body", "GET", null, ""],
  ["a HEAD request without a body", "head", null, ""],
  ["a GET request without a type, from a Yaak that provides no body", "GET", undefined, ""],
])("the body of %s is returned as text", (_, method, body, text) => {
  expect(bodyOf(method, body, [{ name: "Accept", value: "*/*" }])).toBe(text);
});

it.each([
  ["withholds it", "POST", null, "Yaak doesn't provide large or file bodies"],
  ["is too old to provide it", "POST", undefined, "needs Yaak 2026.7 or later"],
])("a missing body has a reason if Yaak %s", (_, method, body, why) => {
  expect(bodyOf(method, body)).toEqual({ missing: expect.stringContaining(why) });
});

it("the body of a GET request with a type is missing in a Yaak that is too old to provide it", () => {
  const headers = [{ name: "content-Type", value: "application/json" }];
  expect(bodyOf("GET", undefined, headers)).toEqual({ missing: expect.stringContaining("2026.7") });
});
