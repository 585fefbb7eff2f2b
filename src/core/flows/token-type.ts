import { JwtAuthError } from "../lib/errors";

/** Why tokens of other types than Bearer cannot be used, by type (RFC 9449, RFC 6749 section 7.1), and what to do. */
const UNUSABLE: ReadonlyMap<string, string> = new Map([
  [
    "dpop",
    "requires a new proof for every request. Turn on DPoP, or turn it off for this client on the server",
  ],
  ["mac", "requires every request to be signed. Configure the client for Bearer tokens"],
]);

/** A type without what servers differ in: case, white space, and punctuation, and the word "token" at the end. */
const plainType = (type: string): string =>
  type
    .replace(/[^\p{L}\p{N}]+/gu, "")
    .toLowerCase()
    .replace(/token$/, "");

/**
 * The type of a token (RFC 6749 section 7.1), if it says anything other than that it is a Bearer token. No server rejects
 * `Bearer`, as RFC 6750 spells it, so how a server spells that does not matter. A token without a type is a Bearer token, as
 * nearly all are.
 */
export function unusualType(type: unknown): string | undefined {
  if (typeof type !== "string" || type.trim() === "") return undefined;
  return plainType(type) === "bearer" ? undefined : type;
}

/** Whether no prefix can make a token of this type work. */
export const isUnusable = (type: string): boolean => UNUSABLE.has(plainType(type));

/** @throws JwtAuthError if no prefix can make a token of this type work */
export function checkType(type: string, shown: (text: string) => string): void {
  const why = UNUSABLE.get(plainType(type));
  if (why) throw new JwtAuthError("tokenUrl", `The server issued a ${shown(type)} token, which ${why}.`);
}

/** @throws JwtAuthError unless a token is of the type DPoP (RFC 9449 section 5). Any other one works without the key. */
export function checkIsBound(type: unknown, shown: (text: string) => string): void {
  const name = typeof type === "string" && type.trim() !== "" ? type : undefined;
  if (name !== undefined && plainType(name) === "dpop") return;
  const what = name === undefined ? "a token without a type" : `a ${shown(name)} token`;
  throw new JwtAuthError(
    "dpop",
    `The server issued ${what} instead of a DPoP token. Turn on DPoP for this client on the server, or turn it off here.`,
  );
}
