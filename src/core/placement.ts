import { JwtAuthError } from "./errors";

/** A header of a request. */
export interface Header {
  name: string;
  value: string;
}

/** Where the form says that the token goes. */
export type Placement =
  | {
      kind: "header";
      name: string;
      /** Empty for a bare token. */
      prefix: string;
      /** Whether it is the user's or the preset's, so that the type of an access token does not replace it. */
      isOwnPrefix: boolean;
      others: Header[];
    }
  | { kind: "query"; name: string }
  | { kind: "cookie"; name: string };

/** A token in its place: what a client has to put on the request. */
export interface Placed {
  kind: Placement["kind"];
  name: string;
  value: string;
  /** Headers to send with it, where the request does not have them. */
  others: Header[];
}

/** A "token" of RFC 9110 section 5.6.2: what a header's and a cookie's name may be made of. */
const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** RFC 6265 section 4.1.1. */
const COOKIE_VALUE = /^[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]*$/;
const PRINTABLE = /^[\x20-\x7e]*$/;
const CONTROL = /\p{Cc}|\p{Cs}/u;

/** @throws JwtAuthError if the text cannot be the name of a header or a cookie */
export function checkName(field: string, name: string): string {
  if (NAME.test(name)) return name;
  throw new JwtAuthError("invalid-name", field, "this cannot be a name. Use letters, digits and - _ . only.");
}

/**
 * Headers by which HTTP finds the server, and the end of a message (RFC 9110 sections 7.2, 7.6.1, 7.8, 8.6 and 10.1, RFC 9112
 * sections 6.1 and 7.1.2). With a token in them a request arrives otherwise, or not at all.
 */
const OF_HTTP = new Set([
  ...["host", "content-length", "transfer-encoding", "connection", "keep-alive", "proxy-connection"],
  ...["upgrade", "http2-settings", "expect", "te", "trailer"],
]);

/** @throws JwtAuthError if a token cannot go into a header of this name */
export function checkHeaderName(field: string, name: string): string {
  if (!OF_HTTP.has(name.toLowerCase())) return checkName(field, name);
  throw new JwtAuthError(
    "invalid-name",
    field,
    "HTTP needs this header for itself. Use Authorization, or a name of your server's own.",
  );
}

/** @throws JwtAuthError if the text cannot stand before the token in a header */
export function checkPrefix(field: string, prefix: string): string {
  if (PRINTABLE.test(prefix)) return prefix;
  throw new JwtAuthError(
    "invalid-value",
    field,
    "this has a character that a header cannot carry. Use letters, digits and punctuation of ASCII only.",
  );
}

/** @throws JwtAuthError if the text cannot be the name of a query parameter */
export function checkQueryName(field: string, name: string): string {
  if (!CONTROL.test(name)) return name;
  throw new JwtAuthError(
    "invalid-name",
    field,
    "this has a control character. Type the name again without it.",
  );
}

/**
 * Puts the token in its place.
 *
 * @param tokenType of an access token (RFC 6749 section 7.1)
 * @throws JwtAuthError for an access token that a cookie cannot carry; a JWT can go anywhere
 */
export function place(token: string, placement: Placement, tokenType?: string): Placed {
  const { kind, name } = placement;
  if (kind === "cookie" && !COOKIE_VALUE.test(token))
    throw new JwtAuthError(
      "invalid-value",
      "placement",
      "the token has characters that a cookie cannot carry. Send it in a header or a query parameter.",
    );
  if (placement.kind !== "header") return { kind, name, value: token, others: [] };
  const { isOwnPrefix, others } = placement;
  const prefix = isOwnPrefix ? placement.prefix : (tokenType ?? placement.prefix);
  return { kind, name, value: prefix ? `${prefix} ${token}` : token, others };
}
