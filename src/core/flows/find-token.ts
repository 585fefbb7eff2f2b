import { MAX_TOKEN_CHARS } from "../jwt/decode";
import { listNames } from "../lib/words";
import type { TokenResponse } from "./flow";

/** Names of tokens in responses, without case and separators. Only if there is no token of one kind, the next one counts. */
const KINDS: ReadonlySet<string>[] = [
  // How servers misspell access_token.
  new Set(["accesstoken"]),
  // Other tokens that servers return instead, such as Google for a target_audience.
  new Set(["idtoken", "token", "jwt", "authtoken", "bearertoken", "jwttoken"]),
];

/**
 * Whether a value is text that can be placed on a request: visible ASCII (RFC 6749 appendix A.12), without spaces, which
 * Bearer does not allow, and not too long for any server.
 */
export const isSendable = (value: unknown): value is string =>
  typeof value === "string" && value.length <= MAX_TOKEN_CHARS && /^[\x21-\x7e]+$/.test(value);

const isMissing = (value: unknown): boolean => value === undefined || value === null || value === "";

/** The access token of a response, as it is, or else the only other token in it. Undefined if there is none. */
export function findToken(members: TokenResponse["members"]): unknown {
  if (!isMissing(members.access_token)) return members.access_token;
  for (const names of KINDS) {
    const found = Object.entries(members).filter(
      ([name, value]) => names.has(plain(name)) && isSendable(value),
    );
    if (found.length === 0) continue;
    const [token, ...others] = new Set(found.map(([, value]) => value));
    return others.length === 0 ? token : undefined;
  }
  return undefined;
}

const plain = (name: string): string => name.replace(/[\s_-]+/g, "").toLowerCase();

/** A word, as the names of properties are. Anything else can be a token itself. */
const NAME = /^[a-z_@$][\w.@$-]{0,39}$/i;

/** The names of a response's properties, without their values. "" if there are none. */
export function namesIn(members: TokenResponse["members"], shown: TokenResponse["shown"]): string {
  const names = Object.keys(members).filter((name) => name !== "access_token");
  return shown(listNames(names.map((name) => (NAME.test(name) ? name : "…"))));
}
