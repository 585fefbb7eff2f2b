import { SECRET } from "../support/keys";
import type { RealInput } from "./case";

const key = SECRET;
const POINT = "not a duration. Enter a duration such as 5m, or set exp under Additional Claims.";
const IS_DURATION =
  "This is a duration, not a time. Enter now-60s or now+5m to count from the time of signing.";
const notNumber = (name: string) =>
  `The ${name} claim isn't a number. Servers expect a Unix timestamp in seconds and reject anything else.`;

/** A duration that means the usual 5 minutes. */
const fiveMinutes = (expiresIn: string): RealInput => ({
  input: `${JSON.stringify(expiresIn)} as the lifetime`,
  values: { key, expiresIn },
  gets: "HS256 {}",
});

/** An error of one field. */
const error = (field: "expiresIn" | "notBefore" | "issuedAt", text: string, gets: string): RealInput => ({
  input: `${text} as ${field}`,
  values: { key, [field]: text },
  gets,
});

export const times: Record<string, RealInput[]> = {
  "a lifetime that is a point in time": [
    error("expiresIn", "1795629593", `Expires In: This is a point in time (a Unix timestamp), ${POINT}`),
    error("expiresIn", "1795629593000", `Expires In: This is a point in time (a Unix timestamp), ${POINT}`),
    error("expiresIn", "2030-12-31T23:59:59Z", `Expires In: This is a point in time (a date), ${POINT}`),
    error("expiresIn", "31/12/2030", `Expires In: This is a point in time (a date), ${POINT}`),
    {
      input: "a date as the lifetime of Datafor, whose field has another label",
      values: { key, preset: "datafor", userName: "a", expiresIn: "2030-12-31" },
      gets: `Lifetime: This is a point in time (a date), ${POINT}`,
    },
  ],
  "a lifetime in other words": [
    ...["5 minutes", "5 Min", "300 sec", "PT5M", "5M", "now+5m", "5\u00a0m"].map(fiveMinutes),
    error(
      "expiresIn",
      "500ms",
      "Expires In: Fractions of a second aren't supported. Use whole seconds, such as 1s or 90s.",
    ),
    error("expiresIn", "P1M", "Expires In: Months and years vary in length. Use days, such as 30d or 365d."),
    error(
      "expiresIn",
      "1 year",
      "Expires In: Months and years vary in length. Use days, such as 30d or 365d.",
    ),
    error(
      "expiresIn",
      "five minutes",
      "Expires In: Invalid duration. Use 300 (seconds), 30s, 5m, 1h30m, 2d, 1w, or none.",
    ),
  ],
  "a time in other words": [
    { input: "NOW as the issue time", values: { key, issuedAt: "NOW" }, gets: "HS256 {}" },
    { input: "now + 0 seconds", values: { key, issuedAt: "now + 0 seconds" }, gets: "HS256 {}" },
    { input: "$now", values: { key, issuedAt: "$now" }, gets: "HS256 {}" },
    error("notBefore", "-60s", `Not Before: ${IS_DURATION}`),
    error("issuedAt", "5m", `Issued At: ${IS_DURATION}`),
    error("notBefore", "1795629593.5", "Not Before: This timestamp has a fraction. Use whole seconds."),
    error(
      "notBefore",
      "1795629593000",
      "Not Before: This looks like milliseconds. Use a Unix timestamp in seconds.",
    ),
  ],
  "a time in the claims that isn't one": [
    {
      input: "numbers in quotes",
      values: { key, claims: '{"iat":"1700000000","nbf":"1700000000"}' },
      gets: 'HS256 {"iat":"1700000000","nbf":"1700000000"}',
      warnings: [notNumber("nbf"), notNumber("iat")],
    },
    {
      input: "an iat in milliseconds",
      values: { key, claims: '{"iat":1795619593000}' },
      gets: 'HS256 {"iat":1795619593000}',
      warnings: [
        "The iat claim looks like milliseconds. Servers read it as seconds, so it's in the far future.",
      ],
    },
    {
      input: "an auth_time in milliseconds, and a date as updated_at",
      values: { key, claims: '{"auth_time":1700000000000,"updated_at":"2023-11-14"}' },
      gets: 'HS256 {"auth_time":1700000000000,"updated_at":"2023-11-14"}',
      warnings: [
        "The auth_time claim looks like milliseconds. Servers read it as seconds, so it's in the far future.",
        notNumber("updated_at"),
      ],
    },
    {
      input: "a lifetime as exp",
      values: { key, claims: '{"exp":3600}' },
      gets: 'HS256 {"exp":3600}',
      warnings: ["The exp claim is a time before the year 2000. Servers expect a Unix timestamp in seconds."],
    },
    {
      input: "a date as nbf",
      values: { key, claims: '{"nbf":"2023-11-14T00:00:00Z"}' },
      gets: 'HS256 {"nbf":"2023-11-14T00:00:00Z"}',
      warnings: [notNumber("nbf")],
    },
    {
      input: "the issue time 0",
      values: { key, claims: '{"iat":0}' },
      gets: 'HS256 {"iat":0}',
    },
  ],
};
