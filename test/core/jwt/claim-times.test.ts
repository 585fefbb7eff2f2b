import { expect, it } from "vitest";
import { expiryProblem, notYetValidProblem, timeProblems } from "../../../src/core/jwt/claim-times";
import { type JsonObject, parseJson } from "../../../src/core/lib/json";
import { NOW, NOW_SECONDS } from "../../support/sign";

const claims = (json: string) => parseJson("claims", json) as JsonObject;
const MILLISECONDS =
  "The exp claim looks like milliseconds. Servers read it as seconds, so the token practically never expires.";
const NOT_A_NUMBER =
  "The exp claim isn't a number. Servers expect a Unix timestamp in seconds and reject anything else.";

it.each([
  [`{ "exp": ${NOW_SECONDS + 1} }`, undefined],
  [`{ "exp": ${NOW_SECONDS}.9 }`, undefined],
  [`{ "exp": ${NOW_SECONDS} }`, "The token expired now (03:04:05 UTC)."],
  [`{ "exp": ${NOW_SECONDS - 60} }`, "The token expired 1 minute ago (03:03:05 UTC)."],
  ['{ "exp": 99999999999 }', "The token is valid for 3113 years. Anyone who gets it can use it that long."],
  [`{ "exp": ${NOW_SECONDS + 365 * 86_400} }`, undefined],
  [
    `{ "exp": ${NOW_SECONDS + 400 * 86_400} }`,
    "The token is valid for 1 year. Anyone who gets it can use it that long.",
  ],
  ['{ "exp": 100000000000 }', MILLISECONDS],
  ['{ "exp": "99999999999" }', NOT_A_NUMBER],
  ['{ "exp": null }', NOT_A_NUMBER],
  ["{}", "The token has no exp claim, so it never expires. Anyone who gets it can use it indefinitely."],
])("says what is wrong with the end of the claims %s", (json, problem) => {
  expect(expiryProblem(claims(json), NOW)).toBe(problem);
});

it.each([
  [`{ "nbf": ${NOW_SECONDS} }`, undefined],
  ["{}", undefined],
  [
    `{ "nbf": ${NOW_SECONDS + 60} }`,
    "The token isn't valid yet (nbf). It becomes valid in 1 minute (03:05:05 UTC).",
  ],
])("says what is wrong with the start of the claims %s", (json, problem) => {
  expect(notYetValidProblem(claims(json), NOW)).toBe(problem);
});

const EXP = `"exp": ${NOW_SECONDS + 60}`;
const notNumber = (name: string) =>
  `The ${name} claim isn't a number. Servers expect a Unix timestamp in seconds and reject anything else.`;
const early = (name: string) =>
  `The ${name} claim is a time before the year 2000. Servers expect a Unix timestamp in seconds.`;

it.each<[string, string[]]>([
  [`{ "iat": ${NOW_SECONDS}, "nbf": ${NOW_SECONDS}, ${EXP} }`, []],
  [`{ "iat": 0, "nbf": 0, ${EXP}, "auth_time": 0, "updated_at": 0 }`, []],
  [`{ "iat": "1700000000", "nbf": "1700000000", ${EXP} }`, [notNumber("nbf"), notNumber("iat")]],
  [`{ "iat": "2026-01-01T00:00:00Z", ${EXP} }`, [notNumber("iat")]],
  [`{ "iat": true, "nbf": [1], ${EXP} }`, [notNumber("nbf"), notNumber("iat")]],
  [`{ "auth_time": "now", "updated_at": null, ${EXP} }`, [notNumber("auth_time"), notNumber("updated_at")]],
  [
    `{ "iat": ${NOW}, ${EXP} }`,
    ["The iat claim looks like milliseconds. Servers read it as seconds, so it's in the far future."],
  ],
  [
    `{ "nbf": ${NOW}000, ${EXP} }`,
    [
      "The nbf claim looks like microseconds. Servers read it as seconds, so the token practically never becomes valid.",
    ],
  ],
  [
    `{ "auth_time": ${NOW}000000, ${EXP} }`,
    ["The auth_time claim looks like nanoseconds. Servers read it as seconds, so it's in the far future."],
  ],
  [`{ "iat": 1700000, ${EXP} }`, [early("iat")]],
  [`{ "nbf": 60, ${EXP} }`, [early("nbf")]],
  ['{ "exp": 3600 }', [early("exp")]],
  ['{ "exp": -1795629593 }', [early("exp")]],
  ['{ "exp": 0 }', ["The token expired 56 years ago (1970-01-01 00:00:00 UTC)."]],
  [
    `{ "iat": ${NOW_SECONDS + 30}, ${EXP} }`,
    ["The issue time (iat) is in 30 seconds (03:04:35 UTC). Servers may reject the token until then."],
  ],
  [
    `{ "nbf": ${NOW_SECONDS + 90}, ${EXP} }`,
    [
      "The token isn't valid yet (nbf). It becomes valid in 2 minutes (03:05:35 UTC).",
      "The token expires before it starts (exp is before nbf), so it's never valid.",
    ],
  ],
  [
    `{ "iat": ${NOW_SECONDS + 90}, ${EXP} }`,
    [
      "The issue time (iat) is in 2 minutes (03:05:35 UTC). Servers may reject the token until then.",
      "The token expires before it starts (exp is before iat), so it's never valid.",
    ],
  ],
  [
    `{ "iat": ${NOW_SECONDS}, "nbf": ${NOW_SECONDS + 60}, ${EXP} }`,
    [
      "The token isn't valid yet (nbf). It becomes valid in 1 minute (03:05:05 UTC).",
      "The token expires before it starts (exp is the same as nbf), so it's never valid.",
    ],
  ],
  // It is not about the order.
  [
    `{ "iat": ${NOW_SECONDS}, "exp": ${NOW_SECONDS - 60} }`,
    ["The token expired 1 minute ago (03:03:05 UTC)."],
  ],
])("says what is wrong with the times of the claims %s", (json, problems) => {
  expect(timeProblems(claims(json), NOW)).toEqual(problems);
});
