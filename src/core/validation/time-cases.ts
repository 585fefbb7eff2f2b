import { secondsOf } from "../jwt/claim-times";
import { integer, JsonNumber, type JsonObject } from "../lib/json";
import { type Case, only } from "./case";
import type { Change } from "./forge";

const HOUR_SECONDS = 3600;
const SKEW_SECONDS = 30;

/** As long as a new token of this plugin is valid by default. */
const LIFETIME_SECONDS = 300;

/** The times of a token that expired at another time, and was issued as long before that as it usually is. */
function shift(claims: JsonObject, exp: number): Change["claims"] {
  const lifetime = secondsOf(claims, "exp") - secondsOf(claims, "iat");
  const from = integer(exp - (lifetime > 0 ? lifetime : LIFETIME_SECONDS));
  const times = ["iat", "nbf"].filter((name) => claims.has(name));
  return { ...Object.fromEntries(times.map((name) => [name, from])), exp: integer(exp) };
}

/** A time in an hour, and an `exp` after it. */
const later = (claims: JsonObject, name: string, now: number): Change["claims"] => ({
  [name]: integer(now + HOUR_SECONDS),
  ...(claims.has("exp") ? { exp: integer(now + 2 * HOUR_SECONDS) } : {}),
});

/** Whether tokens are valid only at certain times. */
export const timeCases: Case[] = [
  {
    id: "T1",
    name: "Expired an hour ago",
    claim: "exp",
    variants: ({ content, now }) => [
      { name: "exp alone", change: { claims: { exp: integer(now - HOUR_SECONDS) } } },
      // Some APIs only reject an exp before iat.
      ...(content.claims.has("iat")
        ? [{ name: "issued before that", change: { claims: shift(content.claims, now - HOUR_SECONDS) } }]
        : []),
    ],
    rule: "RFC 7519, section 4.1.4",
    meaning: "Expired tokens are accepted, so a stolen one keeps working.",
    remedy:
      "Turn on the check for exp, with a leeway of a few minutes at most, and reject tokens without exp.",
  },
  {
    id: "T2",
    name: "Expired 30 seconds ago",
    policy: "which is within usual clock skew",
    variants: only(({ content, now }) => ({ claims: shift(content.claims, now - SKEW_SECONDS) })),
    rule: "RFC 7519, section 4.1.4",
  },
  {
    id: "T3",
    name: "No exp",
    claim: "exp",
    variants: ({ content }) => [
      {
        change: { claims: { exp: undefined } },
        policy: content.claims.has("exp") ? undefined : "like your own tokens without exp",
      },
    ],
    rule: "RFC 8725, section 3, and RFC 9068, section 2.2",
    meaning: "Tokens without an expiration are accepted, so a stolen one works forever.",
    remedy:
      "Reject tokens without exp. Many libraries check it only if it's there. Some have an option for it, such as requiredClaims in jose and require in PyJWT.",
    cause: "T1",
  },
  {
    id: "T4",
    name: "Unusual exp",
    isMinor: true,
    claim: "exp",
    variants: ({ now }) => [
      { name: "as text", change: { claims: { exp: String(now + LIFETIME_SECONDS) } } },
      { name: "negative", change: { claims: { exp: integer(-1) } } },
      {
        name: "1e20",
        change: { claims: { exp: new JsonNumber("1e20") } },
        policy: "which RFC 7519 allows",
      },
    ],
    rule: "RFC 7519, section 2",
    meaning: "The API reads an exp that isn't a valid time, and other services may read it differently.",
    remedy: "Reject an exp that isn't a number, and treat a time before 1970 as expired.",
    cause: "T1",
  },
  {
    id: "T5",
    name: "nbf in an hour",
    claim: "nbf",
    variants: ({ content, now }) => [
      { name: "nbf alone", change: { claims: { nbf: integer(now + HOUR_SECONDS) } } },
      // Some APIs only reject an nbf after exp.
      ...(content.claims.has("exp")
        ? [{ name: "expires after that", change: { claims: later(content.claims, "nbf", now) } }]
        : []),
    ],
    rule: "RFC 7519, section 4.1.5",
    meaning: "Tokens are accepted before they become valid.",
    remedy: "Turn on the check for nbf in your library.",
  },
  {
    id: "T6",
    name: "iat in an hour",
    claim: "iat",
    policy: "which RFC 7519 allows",
    variants: only(({ content, now }) => ({ claims: later(content.claims, "iat", now) })),
    rule: "RFC 7519, section 4.1.6",
    meaning: "Tokens from the future are accepted, so a limit on their age has no effect.",
    remedy: "Reject an iat in the future, except for a small clock skew.",
  },
];
