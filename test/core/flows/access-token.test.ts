import { expect, it } from "vitest";
import { readAccessToken } from "../../../src/core/flows/access-token";
import type { TokenResponse } from "../../../src/core/flows/flow";

const NOW = 1_767_323_045_000;

const read = (members: TokenResponse["members"]) => readAccessToken({ members, shown: (text) => text }, NOW);

it.each([
  ["a number", 60, 60],
  ["a numeric string", "60", 60],
  ["a fraction of a second", 0.5, 0.5],
  ["more than a day, which is capped at a day", 2_592_000, 86_400],
  ["infinite", Number.POSITIVE_INFINITY, 86_400],
  ["missing", undefined, undefined],
  ["null", null, undefined],
  ["an empty string", "", undefined],
  ["a word", "soon", undefined],
  ["zero", 0, undefined],
  ["negative", -1, undefined],
  ["an array", [60], undefined],
  ["true", true, undefined],
])("reads the lifetime of an access token if expires_in is %s", (_, expires_in, lifetime) => {
  expect(read({ access_token: "t", expires_in }).lifetime).toBe(lifetime);
});

it.each([
  ["a valid exp", { exp: NOW / 1000 + 60 }, 60],
  ["no exp", {}, undefined],
  ["an exp in the past", { exp: 1 }, undefined],
  ["an exp that is a string", { exp: "2030" }, undefined],
])("reads the lifetime of a JWT access token with %s if expires_in is missing", (_, claims, lifetime) => {
  const [header, payload] = [{ alg: "none" }, claims].map((part) =>
    Buffer.from(JSON.stringify(part)).toString("base64url"),
  );
  expect(read({ access_token: `${header}.${payload}.` }).lifetime).toBe(lifetime);
});

it.each(["a b", "a\tb", "é", "", null, {}])("rejects %j as an access token", (access_token) => {
  expect(() => read({ access_token })).toThrow("access_token");
});

it("rejects an access token that no server would accept", () => {
  expect(read({ access_token: "t".repeat(65_536) }).value).toHaveLength(65_536);
  expect(() => read({ access_token: "t".repeat(65_537) })).toThrow(
    "The access_token in the response is over 64 kB, more than servers accept. Check the scope.",
  );
});
