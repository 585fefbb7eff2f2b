import { AUDIENCE, ISSUER } from "../parties";
import { strict } from "./checks";
import { type Fault, inEach } from "./fault";

/* APIs that do not check a claim, or not well enough. */

/** A day, where the API meant a minute. */
const LEEWAY_SECONDS = 86_400;

export const claimFaults: Fault[] = [
  ...inEach(["RS256", "ES256", "HS256"], "ignores exp", { exp: () => true }, ["T1", "T3", "T4"]),
  // An exp of -1 is a number, too.
  ...inEach(["HS256"], "checks only that exp is a number", { exp: (value) => typeof value === "number" }, [
    "T1",
    "T4",
  ]),
  ...inEach(
    ["ES256"],
    "compares exp in milliseconds with the time in seconds",
    { exp: (value, now) => typeof value === "number" && value * 1000 > now },
    ["T1"],
  ),
  ...inEach(
    ["RS256"],
    "has a leeway of a day",
    { exp: (value, now, api) => strict.exp(value, now - LEEWAY_SECONDS, api) },
    ["T1"],
  ),
  ...inEach(
    ["RS256", "HS256"],
    "accepts a missing exp",
    { exp: (value, now, api) => value === undefined || strict.exp(value, now, api) },
    ["T3"],
  ),
  ...inEach(
    ["RS256"],
    "accepts exp as text",
    { exp: (value, now, api) => strict.exp(typeof value === "string" ? Number(value) : value, now, api) },
    ["T4"],
  ),
  ...inEach(
    ["ES256"],
    "treats a negative exp as no expiration",
    { exp: (value, now, api) => Number(value) <= 0 || strict.exp(value, now, api) },
    ["T4"],
  ),

  ...inEach(["RS256", "ES256", "HS256"], "ignores nbf", { nbf: () => true }, ["T5"]),

  ...inEach(["RS256", "HS256"], "ignores iss", { iss: () => true }, ["I1"]),
  ...inEach(["ES256"], "accepts a missing iss", { iss: (value) => value === undefined || value === ISSUER }, [
    "I1",
  ]),
  ...inEach(
    ["RS256", "ES256"],
    "compares only the start of iss",
    { iss: (value) => typeof value === "string" && value.startsWith(ISSUER) },
    ["I1"],
  ),

  ...inEach(["RS256", "HS256"], "ignores aud", { aud: () => true }, ["I2"]),
  ...inEach(
    ["ES256"],
    "accepts a missing aud",
    { aud: (value, now, api) => value === undefined || strict.aud(value, now, api) },
    ["I2"],
  ),
  // Meant for arrays.
  ...inEach(
    ["RS256", "ES256"],
    "finds its name in part of aud",
    { aud: (value) => (typeof value === "string" || Array.isArray(value)) && value.includes(AUDIENCE) },
    ["I2"],
  ),
];
