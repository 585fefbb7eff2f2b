import { JsonNumber, type JsonObject } from "../lib/json";
import { describeDistance, describeDuration, describeTime, shorterUnit } from "../lib/time";

/** Claims that are times (RFC 7519 section 4.1, OpenID Connect Core 1.0 sections 2 and 5.1). */
const TIMES = ["iat", "nbf", "exp", "auth_time", "updated_at"];

/** A claim's Unix timestamp in seconds. NaN if the claim is not a number. */
export function secondsOf(claims: JsonObject, name: string): number {
  const claim = claims.get(name);
  return claim instanceof JsonNumber ? Number(claim.text) : Number.NaN;
}

/**
 * The times in the claims, in words.
 *
 * @param now Unix timestamp in milliseconds
 */
export const describeTimes = (claims: JsonObject, now: number): string[] =>
  TIMES.flatMap((name) => {
    const seconds = secondsOf(claims, name);
    return Number.isNaN(seconds) ? [] : `${name}: ${describeTime(seconds, now)}`;
  });

/**
 * When a token expires, in a few words. Undefined if it never does, or not at a valid time.
 *
 * @param now Unix timestamp in milliseconds
 */
export function describeExpiry(claims: JsonObject, now: number): string | undefined {
  const exp = secondsOf(claims, "exp");
  if (Number.isNaN(exp) || shorterUnit(exp)) return undefined;
  return `${exp > now / 1000 ? "expires" : "expired"} ${describeDistance(exp, now)}`;
}

/** 2000-01-01 in UTC. No token is from before, so an earlier time is a mistake, except for 0. */
const YEAR_2000_SECONDS = 946_684_800;

/** What servers make of a time that is too large. */
const TOO_LARGE: Record<string, string> = {
  exp: "the token practically never expires",
  nbf: "the token practically never becomes valid",
};

/** Why a claim cannot be the time that is meant. Undefined if it can be, or if there is no such claim. */
export function timeProblem(claims: JsonObject, name: string): string | undefined {
  if (!claims.has(name)) return undefined;
  const seconds = secondsOf(claims, name);
  if (Number.isNaN(seconds))
    return `The ${name} claim isn't a number. Servers expect a Unix timestamp in seconds and reject anything else.`;
  const unit = shorterUnit(seconds);
  if (unit)
    return `The ${name} claim looks like ${unit}. Servers read it as seconds, so ${TOO_LARGE[name] ?? "it's in the far future"}.`;
  if (seconds === 0 || seconds >= YEAR_2000_SECONDS) return undefined;
  return `The ${name} claim is a time before the year 2000. Servers expect a Unix timestamp in seconds.`;
}

/** Longer lifetimes are rarely meant. */
const MAX_LIFETIME_SECONDS = 366 * 86_400;

/**
 * Why a token may be rejected for its `exp` claim, or is not safe. Undefined if there is no problem.
 *
 * @param now Unix timestamp in milliseconds
 */
export function expiryProblem(claims: JsonObject, now: number): string | undefined {
  if (!claims.has("exp"))
    return "The token has no exp claim, so it never expires. Anyone who gets it can use it indefinitely.";
  const problem = timeProblem(claims, "exp");
  if (problem) return problem;
  const exp = secondsOf(claims, "exp");
  const lifetime = exp - Math.floor(now / 1000);
  if (lifetime <= 0) return `The token expired ${describeTime(exp, now)}.`;
  if (lifetime < MAX_LIFETIME_SECONDS) return undefined;
  return `The token is valid for ${describeDuration(lifetime)}. Anyone who gets it can use it that long.`;
}

/**
 * Why a token is rejected for its `nbf` claim. Undefined if there is no problem.
 *
 * @param now Unix timestamp in milliseconds
 */
export function notYetValidProblem(claims: JsonObject, now: number): string | undefined {
  const problem = timeProblem(claims, "nbf");
  if (problem) return problem;
  const nbf = secondsOf(claims, "nbf");
  if (!(nbf > Math.floor(now / 1000))) return undefined;
  return `The token isn't valid yet (nbf). It becomes valid ${describeTime(nbf, now)}.`;
}

function issuedProblem(claims: JsonObject, now: number): string | undefined {
  const problem = timeProblem(claims, "iat");
  if (problem) return problem;
  const iat = secondsOf(claims, "iat");
  if (!(iat > Math.floor(now / 1000))) return undefined;
  return `The issue time (iat) is ${describeTime(iat, now)}. Servers may reject the token until then.`;
}

/** A token that expires before it starts is never valid. One that has expired has a problem of its own. */
function orderProblem(claims: JsonObject, now: number): string | undefined {
  const exp = secondsOf(claims, "exp");
  if (!(exp > now / 1000)) return undefined;
  const start = ["nbf", "iat"].find((name) => exp <= secondsOf(claims, name) && !timeProblem(claims, name));
  if (start === undefined) return undefined;
  const order = exp === secondsOf(claims, start) ? "the same as" : "before";
  return `The token expires before it starts (exp is ${order} ${start}), so it's never valid.`;
}

/**
 * Why a token may be rejected for its times, or is not safe.
 *
 * @param now Unix timestamp in milliseconds
 * @param findEnd what is wrong with its `exp` claim
 */
export const timeProblems = (claims: JsonObject, now: number, findEnd = expiryProblem): string[] =>
  [
    findEnd(claims, now),
    notYetValidProblem(claims, now),
    issuedProblem(claims, now),
    orderProblem(claims, now),
    timeProblem(claims, "auth_time"),
    timeProblem(claims, "updated_at"),
  ].flatMap((problem) => problem ?? []);
