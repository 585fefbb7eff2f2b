import { secondsOf } from "../jwt/claim-times";
import { decodeToken } from "../jwt/decode";
import { JwtAuthError } from "../lib/errors";
import { shorten } from "../lib/words";
import type { Credential, TokenResponse } from "./flow";

/** A lifetime beyond this says nothing of when the token ends. In seconds. */
const MAX_LIFETIME_SECONDS = 86_400;

/** Why a token of another type than Bearer cannot be used, by its type (RFC 9449, RFC 6749 section 7.1). */
const OTHER_TYPES: ReadonlyMap<string, string> = new Map([
  ["dpop", "which needs a new proof for every request"],
  ["mac", "which signs every request"],
]);

/** Whether it is text that can be placed on a request: visible ASCII (RFC 6749 appendix A.12), which Bearer takes without spaces. */
export const isVisible = (value: unknown): value is string =>
  typeof value === "string" && /^[\x21-\x7e]+$/.test(value);

/**
 * Takes the access token from a token endpoint's answer (RFC 6749 section 5.1).
 *
 * @param now milliseconds since 1970
 * @throws JwtAuthError if there is none, or none that can be sent as it is
 */
export function readAccessToken(response: TokenResponse, now: number): Credential {
  const fail = (problem: string) => new JwtAuthError("tokenUrl", `${problem}.`);
  const { access_token: value, token_type: tokenType } = response;
  if (value === undefined || value === null || value === "")
    throw fail("The response has no access_token. Check the URL and the requested scope");
  if (!isVisible(value)) throw fail("The access_token in the response isn't valid. Check the URL");
  // Where the type is missing, the token is most likely what nearly all are.
  if (typeof tokenType !== "string" || tokenType === "")
    return { value, lifetime: lifetimeOf(response, value, now) };
  if (tokenType.toLowerCase() === "bearer")
    return { value, tokenType, lifetime: lifetimeOf(response, value, now) };
  const why = OTHER_TYPES.get(tokenType.toLowerCase()) ?? "which isn't supported";
  throw fail(
    `The server issued a ${shorten(tokenType)} token, ${why}. Configure the client for Bearer tokens`,
  );
}

/** Of an access token, in seconds: by the answer, else by the token itself; undefined where it is not to be known. */
function lifetimeOf({ expires_in: stated }: TokenResponse, token: string, now: number): number | undefined {
  // Some servers put the number into quotes.
  const isStated = typeof stated === "number" || (typeof stated === "string" && stated.trim() !== "");
  const seconds = isStated ? Number(stated) : Number.NaN;
  const lifetime = Number.isNaN(seconds) ? ownLifetime(token, now) : seconds;
  return lifetime > 0 ? Math.min(lifetime, MAX_LIFETIME_SECONDS) : undefined;
}

/** By the token's own `exp`, if it is a JWT; NaN for none. */
function ownLifetime(token: string, now: number): number {
  try {
    return secondsOf(decodeToken(token).claims ?? new Map(), "exp") - now / 1000;
  } catch {
    return Number.NaN;
  }
}
