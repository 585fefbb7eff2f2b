import { describe, expect, it } from "vitest";
import { accessTokenReader } from "../../../src/core/flows/access-token";
import type { TokenResponse } from "../../../src/core/flows/flow";
import { refusal } from "../../support/refusal";

const NOW = 1_767_323_045_000;

const readAt = (
  tokenProperty: string,
  members: TokenResponse["members"],
  isOwnTokenProperty = true,
  dpop = false,
) => accessTokenReader({ tokenProperty, isOwnTokenProperty, dpop })({ members, shown: (text) => text }, NOW);
const read = (members: TokenResponse["members"]) => readAt("access_token", members, false);

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

const DPOP =
  "requires a new proof for every request. Turn on DPoP, or turn it off for this client on the server.";
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

it("accepts only tokens of the type DPoP if they have to be bound to a key", async () => {
  const bound = (token_type: unknown) =>
    readAt("access_token", { access_token: "t", token_type }, false, true);
  for (const type of ["DPoP", "dpop", " DPoP "]) expect(bound(type)).toEqual({ value: "t" });
  const TURN = "Turn on DPoP for this client on the server, or turn it off here.";
  for (const [type, what] of [
    ["Bearer", "a Bearer token"],
    [undefined, "a token without a type"],
    [1, "a token without a type"],
  ])
    expect(await refusal(() => bound(type))).toEqual({
      field: "dpop",
      message: `The server issued ${what} instead of a DPoP token. ${TURN}`,
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

describe("a token at a path", () => {
  it.each<[string, TokenResponse["members"]]>([
    ["id_token", { access_token: "a", id_token: "t", token_type: "DPoP" }],
    ["auth.client_token", { auth: { client_token: "t", token_type: "service" } }],
    ["data[1].token", { data: [{ token: "a" }, { token: "t" }] }],
    ["auth.token", { "auth.token": "t", auth: { token: "a" } }],
    ['["https://example.com/token"]', { "https://example.com/token": "t" }],
  ])("is read from %s", (path, members) => {
    expect(readAt(path, members)).toEqual({ value: "t" });
  });

  it("of an exchange is read from token, or else as in other responses", () => {
    for (const members of [{ token: "t", access_token: "a" }, { access_token: "t" }, { accessToken: "t" }])
      expect(readAt("token", members, false).value).toBe("t");
  });

  it.each<[string, TokenResponse["members"], string]>([
    ["id_token", { access_token: "a" }, "no id_token, only access_token"],
    ["auth.client_token", { auth: {}, id: 1 }, "no auth.client_token, only auth and id"],
    ["auth.client_token", { auth: "text" }, "no auth.client_token, only auth"],
    ["toString", { auth: "text" }, "no toString, only auth"],
    ["token", {}, "no token"],
  ])("has to be there: %s", async (path, members, problem) => {
    expect(await refusal(() => readAt(path, members))).toEqual({
      field: "tokenProperty",
      message: `The response has ${problem}. Enter the path of the token in the response.`,
    });
  });

  it.each<[TokenResponse["members"], string]>([
    [{ auth: { client_token: "t", refresh_token: "r", policies: [] }, id: 1 }, "auth.client_token"],
    [{ data: { session: { jwt: "t" } } }, "data.session.jwt"],
  ])("is pointed out if it is the only one: %j", async (members, path) => {
    for (const property of ["token", "access_token"])
      expect(await refusal(() => readAt(property, members, false))).toEqual({
        field: "tokenProperty",
        message: `The response has no ${property}, but it has ${path}. Enter that if it's the token.`,
      });
  });

  it.each<TokenResponse["members"]>([
    { a: { token: "t" }, b: { token: "u" } },
    { a: { b: { c: { token: "t" } } } },
    { auth: { refresh_token: "t" } },
    { auth: { token: "not sendable" } },
    { "a b": { token: "t" } },
  ])("is not pointed out if it is not clear: %j", async (members) => {
    expect((await refusal(() => readAt("token", members, false))).message).toMatch(
      /^The response has no token, only /,
    );
  });

  it("is not sent if it is bound to a key", async () => {
    expect(
      (await refusal(() => readAt("a.token", { a: { token: "t", token_type: "DPoP" } }))).message,
    ).toMatch(/^The server issued a DPoP token/);
  });

  it("has to be text", async () => {
    expect(await refusal(() => readAt("auth", { auth: { token: "t" } }))).toEqual({
      field: "tokenProperty",
      message: "The auth in the response isn't valid. Enter the property that contains a token.",
    });
  });
});

const IN_A_MINUTE = NOW / 1000 + 60;

describe("the lifetime beside a token is read from", () => {
  it.each<[string, object]>([
    ["expires_in", { expires_in: 60 }],
    ["expiresIn", { expiresIn: "60" }],
    ["lease_duration", { lease_duration: 60 }],
    ["expires_at as a date", { expires_at: new Date(IN_A_MINUTE * 1000).toISOString() }],
    ["expires_at as a date with a time zone", { expires_at: "2026-01-02T05:05:05+02:00" }],
    ["expires_at as a date without one", { expires_at: "2026-01-02 03:05:05" }],
    ["expires_at as a date without seconds", { expires_at: "2026-01-02T03:05Z" }],
    ["expires_at as a Unix timestamp", { expires_at: IN_A_MINUTE }],
    ["expires_at as text with one", { expires_at: String(IN_A_MINUTE) }],
    ["expires_at in milliseconds", { expires_at: IN_A_MINUTE * 1000 }],
    ["expiresAt", { expiresAt: IN_A_MINUTE }],
    ["expires_at in microseconds", { expires_at: IN_A_MINUTE * 1e6 }],
    ["expires_at in nanoseconds", { expires_at: String(IN_A_MINUTE * 1e9) }],
    ["expires_in if there are both", { expires_at: 1, expires_in: 60 }],
  ])("%s", (title, members) => {
    const seconds = title.includes("without seconds") ? 55 : 60;
    expect(readAt("token", { token: "t", ...members }).lifetime).toBe(seconds);
    // Farther away only if it is not said beside the token.
    expect(readAt("auth.token", { auth: { token: "t" }, ...members }).lifetime).toBe(seconds);
    expect(readAt("auth.token", { expires_in: 30, auth: { token: "t", ...members } }).lifetime).toBe(seconds);
  });

  it("the token itself if that ends earlier, such as an ID token beside an access token", () => {
    const own = (seconds: number) => jwtWith({ exp: NOW / 1000 + seconds });
    const lifetime = (token: string) => readAt("id_token", { id_token: token, expires_in: 3600 }).lifetime;
    expect([lifetime(own(60)), lifetime(own(7200)), lifetime(own(-60))]).toEqual([60, 3600, 3600]);
  });

  it.each<[string, object]>([
    ["a lease that never ends", { lease_duration: 0 }],
    ["a time in the past", { expires_at: "2020-01-01T00:00:00Z" }],
    ["an invalid date", { expires_at: "2026-13-45T00:00:00Z" }],
    ["another date format", { expires_at: "Jan 2, 2027" }],
    ["an object", { expires_at: {}, expires_in: {} }],
  ])("nothing if there is only %s", (_, members) => {
    expect(readAt("token", { token: "t", ...members }).lifetime).toBeUndefined();
  });
});
