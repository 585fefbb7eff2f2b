import { expect, it } from "vitest";
import { expiryProblem, notYetValidProblem } from "../../../src/core/jwt/claim-times";
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
  ['{ "exp": 99999999999 }', undefined],
  ['{ "exp": 100000000000 }', MILLISECONDS],
  ['{ "exp": "99999999999" }', NOT_A_NUMBER],
  ['{ "exp": null }', NOT_A_NUMBER],
  ["{}", "The token has no exp claim, so it never expires. Anyone who gets it can use it indefinitely."],
])("says what is wrong with the end of the claims %s", (json, problem) => {
  expect(expiryProblem(claims(json), NOW)).toBe(problem);
});

it.each([
  [`{ "nbf": ${NOW_SECONDS} }`, undefined],
  [`{ "nbf": "${NOW_SECONDS + 1}" }`, undefined],
  ["{}", undefined],
  [
    `{ "nbf": ${NOW_SECONDS + 60} }`,
    "The token isn't valid yet (nbf). It becomes valid in 1 minute (03:05:05 UTC).",
  ],
])("says what is wrong with the start of the claims %s", (json, problem) => {
  expect(notYetValidProblem(claims(json), NOW)).toBe(problem);
});
