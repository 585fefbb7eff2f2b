import type { FieldName } from "../../field-name";
import { JwtAuthError } from "../lib/errors";
import { placeholderProblem } from "../lib/foreign-placeholders";
import { listOf } from "../lib/words";

/** A "token" of RFC 9110 section 5.6.2: the characters allowed in header and cookie names. */
const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const CONTROL = /\p{Cc}|\p{Cs}/u;

/**
 * Headers that HTTP uses to find the server and the end of a message (RFC 9110 sections 7.2, 7.6.1, 7.8, 8.6, and 10.1, RFC
 * 9112 sections 6.1 and 7.1.2). With a token in one of them, a request arrives changed or not at all.
 */
const OF_HTTP = new Set([
  ...["host", "content-length", "transfer-encoding", "connection", "keep-alive", "proxy-connection"],
  ...["upgrade", "http2-settings", "expect", "te", "trailer"],
]);

/**
 * @param taken names of headers that are sent besides the token
 * @throws JwtAuthError if a header of this name cannot be sent with a token
 */
export function checkHeaderName(name: string, taken: readonly string[] = []): string {
  const fail = (problem: string) => new JwtAuthError("headerName", problem);
  if (/^[\w-]+\s*[:=]/.test(name) || /^[\w-]*authorization\s/i.test(name))
    throw fail("Contains more than the name. Enter only the name, such as Authorization.");
  if (name.toLowerCase() === "cookie")
    throw fail("Cookies can't be set as a header. Choose Cookie under Add Token To.");
  if (OF_HTTP.has(name.toLowerCase()))
    throw fail("HTTP reserves this header. Use Authorization, or the header your server expects.");
  if (taken.some((other) => other.toLowerCase() === name.toLowerCase()))
    throw fail("This header is already sent with another value. Use Authorization.");
  return checkName("headerName", name);
}

/** @throws JwtAuthError if a cookie of this name cannot be sent */
export function checkCookieName(name: string): string {
  checkSigns("cookieName", name, /^[?&]|[=:]/g);
  return checkName("cookieName", name);
}

/** @throws JwtAuthError if a query parameter of this name cannot be sent */
export function checkQueryName(name: string): string {
  if (CONTROL.test(name))
    throw new JwtAuthError("queryName", "Contains a control character. Enter the name without it.");
  // Any other character is encoded.
  checkSigns("queryName", name, /^[?&]|=/g);
  return name;
}

function checkName(field: FieldName, name: string): string {
  if (NAME.test(name)) return name;
  throw new JwtAuthError(
    field,
    placeholderProblem(name) ?? "Invalid name. Use only letters, digits, and - _ . characters.",
  );
}

/** Rejects a name that was copied with what is around it in a URL or a header. */
function checkSigns(field: FieldName, name: string, signs: RegExp): void {
  const found = new Set(name.match(signs));
  if (found.size === 0) return;
  const listed = listOf(Array.from(found, (sign) => `"${sign}"`));
  throw new JwtAuthError(field, `Contains ${listed}. Enter only the name.`);
}
