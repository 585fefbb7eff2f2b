import { MAX_TOKEN_CHARS } from "../jwt/decode";
import { stepsOf } from "../lib/json-path";
import { listNames } from "../lib/words";
import type { TokenResponse } from "./flow";
import { isMembers, plainName } from "./response-members";

type Members = TokenResponse["members"];

/** What a response has as its token. */
export interface Found {
  value: unknown;
  /** Whether it is the access token that the response's `token_type` and RFC 6749 are about. */
  isAccessToken: boolean;
  /** The objects that it is in, the nearest first. */
  around: object[];
}

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

/** The token with the usual name, as it is, or else the only other token in the response. Undefined if there is none. */
export function findToken(members: Members, usual: string): Found | undefined {
  const found = (value: unknown) => ({ value, isAccessToken: true, around: [members] });
  if (!isMissing(members[usual])) return found(members[usual]);
  if (!isMissing(members.access_token)) return found(members.access_token);
  for (const names of KINDS) {
    const tokens = Object.entries(members).filter(
      ([name, value]) => names.has(plainName(name)) && isSendable(value),
    );
    if (tokens.length === 0) continue;
    const [token, ...others] = new Set(tokens.map(([, value]) => value));
    return others.length === 0 ? found(token) : undefined;
  }
  return undefined;
}

/** The value at a path such as `auth.client_token`. A property with exactly that name takes precedence. Undefined if it is missing. */
export function findAt(members: Members, path: string): Found | undefined {
  const around: object[] = [];
  let value: unknown = members;
  for (const name of Object.hasOwn(members, path) ? [path] : namesOf(path)) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
    around.unshift(value);
    value = (value as Record<string, unknown>)[name];
  }
  return isMissing(value) ? undefined : { value, isAccessToken: path === "access_token", around };
}

const namesOf = (path: string): string[] => (stepsOf(path) ?? []).map(({ name }) => name);

/** A word, as the names of properties are. Anything else can be a token itself. */
const NAME = /^[a-z_@$][\w.@$-]{0,39}$/i;

/** How deep tokens are nested at most, and how many properties are looked at. */
const MAX_LEVELS = 3;
const MAX_MEMBERS = 1000;

/** The path of the only token in the objects of a response, such as `auth.client_token`. Undefined if there is none, or several. */
export function findNestedToken(members: Members): string | undefined {
  const found: string[] = [];
  const open = [{ path: "", value: members, level: 1 }];
  // The list grows while it is read.
  for (const { path, value, level } of open)
    for (const [name, item] of Object.entries(value).slice(0, MAX_MEMBERS)) {
      if (!/^\w{1,40}$/.test(name) || open.length > MAX_MEMBERS) continue;
      const inner = path + name;
      if (isMembers(item) && level < MAX_LEVELS)
        open.push({ path: `${inner}.`, value: item, level: level + 1 });
      if (path !== "" && isSendable(item) && /(?:token|jwt)$/i.test(name) && !/refresh/i.test(name))
        found.push(inner);
    }
  return found.length === 1 ? found[0] : undefined;
}

/** The names of a response's properties except one, without their values. "" if there are none. */
export function namesIn(members: Members, except: string, shown: TokenResponse["shown"]): string {
  const names = Object.keys(members).filter((name) => name !== except);
  return shown(listNames(names.map((name) => (NAME.test(name) ? name : "…"))));
}
