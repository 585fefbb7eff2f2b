import { expect, it } from "vitest";
import { readAccessToken } from "../../../src/core/flows/access-token";
import type { TokenResponse } from "../../../src/core/flows/flow";
import { refusal } from "../../support/refusal";

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

const jwtWith = (claims: object) =>
  `${[{ alg: "none" }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".")}.`;

it.each([
  ["a valid exp", { exp: NOW / 1000 + 60 }, 60],
  ["no exp", {}, undefined],
  ["an exp in the past", { exp: 1 }, undefined],
  ["an exp that is a string", { exp: "2030" }, undefined],
])("reads the lifetime of a JWT access token with %s if expires_in is missing", (_, claims, lifetime) => {
  for (const expires_in of [undefined, null, "", " ", "soon", [1]])
    expect(read({ access_token: jwtWith(claims), expires_in }).lifetime).toBe(lifetime);
});

it("prefers expires_in to the exp of a JWT access token", () => {
  expect(read({ access_token: jwtWith({ exp: NOW / 1000 + 60 }), expires_in: 30 }).lifetime).toBe(30);
});

it.each([
  ["Bearer", "Bearer"],
  ["bearer", "bearer"],
  ["BEARER", "BEARER"],
  [undefined, undefined],
  [null, undefined],
  ["", undefined],
  [" \t", undefined],
  [1, undefined],
])("reads an access token with the type %j as one with the type %j", (token_type, tokenType) => {
  expect(read({ access_token: "t", token_type })).toEqual({ value: "t", tokenType, lifetime: undefined });
});

it.each([
  ["DPoP", "which requires a new proof for every request"],
  ["dpop", "which requires a new proof for every request"],
  ["MAC", "which requires every request to be signed"],
  ["N_A", "which isn't supported"],
  ["Bearer ", "which isn't supported"],
  ["constructor", "which isn't supported"],
])("rejects an access token of the type %s", async (token_type, why) => {
  expect(await refusal(() => read({ access_token: "t", token_type }))).toEqual({
    field: "tokenUrl",
    message: `The server issued a ${token_type} token, ${why}. Configure the client for Bearer tokens.`,
  });
});

const MISSING = "The response has no access_token. Check the URL and the requested scope.";
const INVALID = "The access_token in the response isn't valid. Check the URL.";
const TOO_LONG = "The access_token in the response is over 64 kB, more than servers accept. Check the scope.";

it.each<[string, unknown, string]>([
  ["is missing", undefined, MISSING],
  ["is null", null, MISSING],
  ["is empty", "", MISSING],
  ["has a space", "a b", INVALID],
  ["has a tab", "a\tb", INVALID],
  ["is not ASCII", "é", INVALID],
  ["has a DEL", "a\x7f", INVALID],
  ["is an object", {}, INVALID],
  ["is a number", 0, INVALID],
  ["is longer than any server accepts", "t".repeat(65_537), TOO_LONG],
])("rejects an access token that %s", async (_, access_token, message) => {
  expect(await refusal(() => read({ access_token }))).toEqual({ field: "tokenUrl", message });
});

it("accepts an access token as long as servers accept", () => {
  expect(read({ access_token: "~".repeat(65_536) }).value).toHaveLength(65_536);
});
