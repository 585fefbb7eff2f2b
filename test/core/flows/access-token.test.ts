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
  ...[
    "Bearer",
    "bearer",
    "BEARER",
    " Bearer\n",
    "BearerToken",
    "Bearer Token",
    "bearer_token",
    "bearer-token",
  ],
  ...['"Bearer"', "Bearer,", undefined, null, "", " \t", 1, ["Bearer"]],
])("reads an access token with the type %j as a Bearer token", (token_type) => {
  expect(read({ access_token: "t", token_type })).toEqual({ value: "t", lifetime: undefined });
});

it.each(["JWT", "N_A", "urn:ietf:params:oauth:token-type:jwt", "constructor", "token", "unbearer", "dpopx"])(
  "keeps the type of a %s token, whose prefix only the user knows",
  (token_type) => {
    expect(read({ access_token: "t", token_type }).tokenType).toBe(token_type);
  },
);

const DPOP = "requires a new proof for every request. Turn off DPoP for this client on the server.";
const MAC = "requires every request to be signed. Configure the client for Bearer tokens.";

it.each([
  ["DPoP", DPOP],
  ["dpop", DPOP],
  [" DPoP ", DPOP],
  ["DPoP token", DPOP],
  ["MAC", MAC],
  ["Mac_Token", MAC],
])("rejects an access token of the type %j", async (token_type, why) => {
  expect(await refusal(() => read({ access_token: "t", token_type }))).toEqual({
    field: "tokenUrl",
    message: `The server issued a ${token_type} token, which ${why}`,
  });
});

it.each([
  ["an ID token, as Google returns for a target_audience", { id_token: "t" }],
  ["a token in camel case", { accessToken: "t", idToken: "i" }],
  ["a token with another name", { token: "t", refresh_token: "r", scope: "s" }],
  ["a JWT", { jwt: "t", expires_in: 60 }],
  ["an ID token in camel case", { idToken: "t" }],
  ["the same token under two names", { token: "t", jwt: "t" }],
  ["an access token beside others", { access_token: "t", id_token: "i", token: "x" }],
  ["an ID token beside an empty access token", { access_token: "", id_token: "t" }],
])("reads %s", (_, members) => {
  expect(read(members)).toMatchObject({ value: "t" });
});

it("reads the lifetime of an ID token", () => {
  expect(read({ id_token: jwtWith({ exp: NOW / 1000 + 60 }) }).lifetime).toBe(60);
});

const ONLY = (names: string) =>
  `The response has no access_token, only ${names}. Check the requested scope, and that this flow is the right one.`;

it.each<[string, TokenResponse["members"], string]>([
  ["two tokens", { id_token: "a", token: "b" }, "id_token and token"],
  ["only a refresh token", { refresh_token: "r", token_type: "Bearer" }, "refresh_token and token_type"],
  ["a token as a name", { "eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJtZSJ9.c2lnbmF0dXJl": 1, data: {} }, "… and data"],
  ["a known name without text", { token: { value: "t" }, jwt: 1 }, "token and jwt"],
])("names the properties of a response that has %s", async (_, members, names) => {
  expect(await refusal(() => read(members))).toEqual({ field: "tokenUrl", message: ONLY(names) });
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
