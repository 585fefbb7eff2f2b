import { secondsOf } from "../jwt/claim-times";
import { decodeToken, MAX_TOKEN_CHARS } from "../jwt/decode";
import { JwtAuthError } from "../lib/errors";
import type { Credential, TokenResponse } from "./flow";

/** In seconds. Longer lifetimes are unreliable, so they are capped. */
const MAX_LIFETIME_SECONDS = 86_400;

/** Why tokens of other types than Bearer cannot be used, by type (RFC 9449, RFC 6749 section 7.1). */
const OTHER_TYPES: ReadonlyMap<string, string> = new Map([
  ["dpop", "which requires a new proof for every request"],
  ["mac", "which requires every request to be signed"],
]);

/**
 * Whether a value is text that can be placed on a request: visible ASCII (RFC 6749 appendix A.12), without spaces, which
 * Bearer does not allow, and not too long for any server.
 */
export const isSendable = (value: unknown): value is string =>
  typeof value === "string" && value.length <= MAX_TOKEN_CHARS && /^[\x21-\x7e]+$/.test(value);

/**
 * Reads the access token from a token response (RFC 6749 section 5.1).
 *
 * @param now Unix timestamp in milliseconds
 * @throws JwtAuthError if the access token is missing or cannot be sent as a Bearer token
 */
export function readAccessToken(response: TokenResponse, now: number): Credential {
  const fail = (problem: string) => new JwtAuthError("tokenUrl", `${problem}.`);
  const { members, shown } = response;
  const { access_token: value, token_type: tokenType } = members;
  if (value === undefined || value === null || value === "")
    throw fail("The response has no access_token. Check the URL and the requested scope");
  if (typeof value === "string" && value.length > MAX_TOKEN_CHARS)
    throw fail("The access_token in the response is over 64 kB, more than servers accept. Check the scope");
  if (!isSendable(value)) throw fail("The access_token in the response isn't valid. Check the URL");
  // A token without a type is most likely a Bearer token, as nearly all are.
  if (typeof tokenType !== "string" || tokenType.trim() === "")
    return { value, lifetime: lifetimeOf(members, value, now) };
  if (tokenType.toLowerCase() === "bearer")
    return { value, tokenType, lifetime: lifetimeOf(members, value, now) };
  const why = OTHER_TYPES.get(tokenType.toLowerCase()) ?? "which isn't supported";
  throw fail(`The server issued a ${shown(tokenType)} token, ${why}. Configure the client for Bearer tokens`);
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
