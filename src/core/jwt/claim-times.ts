import { JsonNumber, type JsonObject } from "../lib/json";
import { describeDistance, describeTime, MAX_SECONDS } from "../lib/time";

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
  if (!(exp < MAX_SECONDS)) return undefined;
  return `${exp > now / 1000 ? "expires" : "expired"} ${describeDistance(exp, now)}`;
}

/**
 * Why a token may be rejected for its `exp` claim, or is not safe. Undefined if there is no problem.
 *
 * @param now Unix timestamp in milliseconds
 */
export function expiryProblem(claims: JsonObject, now: number): string | undefined {
  if (!claims.has("exp"))
    return "The token has no exp claim, so it never expires. Anyone who gets it can use it indefinitely.";
  const exp = secondsOf(claims, "exp");
  if (Number.isNaN(exp))
    return "The exp claim isn't a number. Servers expect a Unix timestamp in seconds and reject anything else.";
  if (exp >= MAX_SECONDS)
    return "The exp claim looks like milliseconds. Servers read it as seconds, so the token practically never expires.";
  if (exp > Math.floor(now / 1000)) return undefined;
  return `The token expired ${describeTime(exp, now)}.`;
}

/**
 * Why a token is rejected for its `nbf` claim. Undefined if there is no problem.
 *
 * @param now Unix timestamp in milliseconds
 */
export function notYetValidProblem(claims: JsonObject, now: number): string | undefined {
  const nbf = secondsOf(claims, "nbf");
  if (!(nbf > Math.floor(now / 1000))) return undefined;
  return `The token isn't valid yet (nbf). It becomes valid ${describeTime(nbf, now)}.`;
}
