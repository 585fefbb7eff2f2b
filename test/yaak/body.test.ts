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
  ["that Yaak keeps back", "POST", null, "the app hands over no body that is a file"],
  ["of an app that hands over none", "GET", undefined, "this version of the app does not hand over the body"],
])("a body %s says why it is missing", (_, method, body, why) => {
  expect(bodyOf(method, body)).toEqual({ missing: expect.stringContaining(why) });
});
