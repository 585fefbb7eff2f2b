import { secondsOf } from "../jwt/claim-times";
import { decodeToken, MAX_TOKEN_CHARS } from "../jwt/decode";
import { JwtAuthError } from "../lib/errors";
import { repair } from "../lib/repair";
import { findToken, isSendable, namesIn } from "./find-token";
import type { Credential, TokenResponse } from "./flow";
import { checkType, unusualType } from "./token-type";

/** In seconds. Longer lifetimes are unreliable, so they are capped. */
const MAX_LIFETIME_SECONDS = 86_400;

/**
 * Reads the access token from a token response (RFC 6749 section 5.1).
 *
 * @param now Unix timestamp in milliseconds
 * @throws JwtAuthError if there is no token, or none that can be sent
 */
export function readAccessToken(response: TokenResponse, now: number): Credential {
  const fail = (problem: string) => new JwtAuthError("tokenUrl", `${problem}.`);
  const { members, shown, rejection } = response;
  const value = withoutPrefix(findToken(members));
  if (value === undefined) throw rejection ?? fail(describeMissing(response));
  if (typeof value === "string" && value.length > MAX_TOKEN_CHARS)
    throw fail("The access_token in the response is over 64 kB, more than servers accept. Check the scope");
  if (!isSendable(value)) throw fail("The access_token in the response isn't valid. Check the URL");
  const type = unusualType(members.token_type);
  if (type !== undefined) checkType(type, shown);
  return { value, tokenType: type && shown(type), lifetime: lifetimeOf(members, value, now) };
}

/** Some servers return the whole value of the header, or quotes and line breaks around the token. */
const withoutPrefix = (token: unknown): unknown =>
  typeof token === "string" && token.length <= MAX_TOKEN_CHARS + 100
    ? repair(token).replace(/^bearer\s+/i, "")
    : token;

function describeMissing({ members, shown }: TokenResponse): string {
  const names = namesIn(members, shown);
  if (names === "") return "The response has no access_token. Check the URL and the requested scope";
  return `The response has no access_token, only ${names}. Check the requested scope, and that this flow is the right one`;
}

/** Lifetime of an access token in seconds, from the response or else from the token itself. Undefined if unknown. */
function lifetimeOf(
  { expires_in: stated }: TokenResponse["members"],
  token: string,
  now: number,
): number | undefined {
  // Some servers return the number as a string.
  const isStated = typeof stated === "number" || (typeof stated === "string" && stated.trim() !== "");
  const seconds = isStated ? Number(stated) : Number.NaN;
  const lifetime = Number.isNaN(seconds) ? ownLifetime(token, now) : seconds;
  return lifetime > 0 ? Math.min(lifetime, MAX_LIFETIME_SECONDS) : undefined;
}

/** Seconds until the token's own `exp`. NaN if it is not a JWT or has no numeric `exp`. */
function ownLifetime(token: string, now: number): number {
  try {
    return secondsOf(decodeToken(token).claims ?? new Map(), "exp") - now / 1000;
  } catch {
    return Number.NaN;
  }
}
