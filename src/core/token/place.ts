import { JwtAuthError } from "../lib/errors";
import type { Header } from "../lib/http";
import { quote } from "../lib/words";
import type { PlacementSettings } from "../settings/placement";

/** A token and its place: what the host must add to the request. */
export interface Placed {
  kind: PlacementSettings["kind"];
  name: string;
  value: string;
  /** Headers to send with it, unless the request already has them. */
  others: Header[];
  /** A DPoP proof, which replaces any that the request already has. */
  proof?: string;
}

/** RFC 6265 section 4.1.1. */
const COOKIE_VALUE = /^[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]*$/;

/**
 * Places a token.
 *
 * @param tokenType type of an access token, as it can be shown. Undefined for Bearer
 * @param headers those that the preset sends along with it
 * @throws JwtAuthError for an access token that is not allowed in a cookie, or whose prefix is not known; a JWT can go anywhere
 */
export function place(
  token: string,
  placement: PlacementSettings,
  tokenType?: string,
  headers: readonly Header[] = [],
): Placed {
  const { kind, name } = placement;
  if (kind === "cookie" && !COOKIE_VALUE.test(token))
    throw new JwtAuthError(
      "placement",
      "The token contains characters that aren't allowed in a cookie. Send it in a header or query parameter.",
    );
  if (placement.kind !== "header") return { kind, name, value: token, others: [] };
  const { prefix, isOwnPrefix } = placement;
  if (tokenType !== undefined && !isOwnPrefix)
    throw new JwtAuthError(
      "headerPrefix",
      `The server issued a token of the type ${quote(tokenType)}. Enter Bearer, or what the server expects, under Header Prefix.`,
    );
  return {
    kind,
    name,
    value: withPrefix(prefix, token),
    others: headers.map((header) => ({ ...header })),
  };
}

/**
 * A token after its prefix. In a parameter, such as `Token token=`, it touches the prefix, and is quoted if a quote is open at
 * its end.
 */
function withPrefix(prefix: string, token: string): string {
  if (prefix === "") return token;
  const [, before, quotes = ""] = /^(.*=)("{0,2}|'{0,2})$/s.exec(prefix) ?? [];
  if (before === undefined) return `${prefix} ${token}`;
  const quote = quotes.slice(0, 1);
  return before + quote + token + quote;
}

/** Where the token goes, and what is sent along with it, as lines with an ellipsis in place of the token. */
export function describePlace(placement: PlacementSettings, headers: readonly Header[] = []): string[] {
  const { kind, name } = placement;
  if (kind === "query") return [`?${encodeURIComponent(name)}=…`];
  if (kind === "cookie") return [`Cookie: ${name}=…`];
  const others = headers.map((header) => `${header.name}: ${header.value}`);
  return [`${name}: ${withPrefix(placement.prefix, "…")}`, ...others];
}
