import { expect, it } from "vitest";
import { readAccessToken } from "../../../src/core/flows/access-token";

const NOW = 1_767_323_045_000;

it.each([
  ["a number", 60, 60],
  ["a number in quotes", "60", 60],
  ["part of a second", 0.5, 0.5],
  ["more than a day, which is checked once a day", 2_592_000, 86_400],
  ["more than any number", Number.POSITIVE_INFINITY, 86_400],
  ["nothing", undefined, undefined],
  ["null", null, undefined],
  ["an empty text", "", undefined],
  ["words", "soon", undefined],
  ["zero", 0, undefined],
  ["less than zero", -1, undefined],
  ["a list", [60], undefined],
  ["true", true, undefined],
])("an access token is good for what expires_in says: %s", (_, expires_in, lifetime) => {
  expect(readAccessToken({ access_token: "t", expires_in }, NOW).lifetime).toBe(lifetime);
});

it.each([
  ["its own exp", { exp: NOW / 1000 + 60 }, 60],
  ["no exp", {}, undefined],
  ["an exp that is past", { exp: 1 }, undefined],
  ["an exp that is text", { exp: "2030" }, undefined],
])("an access token that is a JWT is good by %s, where its server says nothing", (_, claims, lifetime) => {
  const [header, payload] = [{ alg: "none" }, claims].map((part) =>
    Buffer.from(JSON.stringify(part)).toString("base64url"),
  );
  expect(readAccessToken({ access_token: `${header}.${payload}.` }, NOW).lifetime).toBe(lifetime);
});

it.each(["a b", "a\tb", "é", "", null, {}])("%j is no access token that can be sent", (access_token) => {
  expect(() => readAccessToken({ access_token }, NOW)).toThrow("access_token");
});
