import { JwtAuthError } from "../lib/errors";

/** Why tokens of other types than Bearer cannot be used, by type (RFC 9449, RFC 6749 section 7.1), and what to do. */
const UNUSABLE: ReadonlyMap<string, string> = new Map([
  ["dpop", "requires a new proof for every request. Turn off DPoP for this client on the server"],
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
