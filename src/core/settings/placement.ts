import type { FieldName } from "../../field-name";
import { readRaw, readSelect, readText } from "../form/field-values";
import { isEmpty, presetOf } from "../form/schema";
import type { Values } from "../form/types";
import { JwtAuthError } from "../lib/errors";
import type { Header } from "../lib/http";
import { trim } from "../lib/repair";

/** Where the token goes, as set in the form. */
export type PlacementSettings =
  | {
      kind: "header";
      name: string;
      /** Empty to send only the token. */
      prefix: string;
      /** Whether it comes from the user or the preset, so that it is right whatever the type of an access token is. */
      isOwnPrefix: boolean;
      others: Header[];
    }
  | { kind: "query"; name: string }
  | { kind: "cookie"; name: string };

/**
 * Reads the form's settings for the placement.
 *
 * @throws JwtAuthError for an invalid name or prefix
 */
export function readPlacementSettings(values: Values): PlacementSettings {
  const kind = readSelect("placement", values);
  if (kind === "query")
    return { kind, name: checkQueryName("queryName", trim(readRaw("queryName", values))) };
  if (kind === "cookie") return { kind, name: checkName("cookieName", trim(readRaw("cookieName", values))) };
  const preset = presetOf(values);
  return {
    kind: "header",
    name: checkHeaderName("headerName", trim(readRaw("headerName", values))),
    prefix: checkPrefix("headerPrefix", readText("headerPrefix", values) ?? ""),
    isOwnPrefix: !isEmpty(values.headerPrefix) || preset?.fields.headerPrefix?.default !== undefined,
    others: Object.entries(preset?.headers ?? {}).map(([name, value]) => ({ name, value })),
  };
}

/** A "token" of RFC 9110 section 5.6.2: the characters allowed in header and cookie names. */
const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const PRINTABLE = /^[\x20-\x7e]*$/;
const CONTROL = /\p{Cc}|\p{Cs}/u;

function checkName(field: FieldName, name: string): string {
  if (NAME.test(name)) return name;
  throw new JwtAuthError(field, "Invalid name. Use only letters, digits, and - _ . characters.");
}

/**
 * Headers that HTTP uses to find the server and the end of a message (RFC 9110 sections 7.2, 7.6.1, 7.8, 8.6, and 10.1, RFC
 * 9112 sections 6.1 and 7.1.2). With a token in one of them, a request arrives changed or not at all.
 */
const OF_HTTP = new Set([
  ...["host", "content-length", "transfer-encoding", "connection", "keep-alive", "proxy-connection"],
  ...["upgrade", "http2-settings", "expect", "te", "trailer"],
]);

function checkHeaderName(field: FieldName, name: string): string {
  if (name.toLowerCase() === "cookie")
    throw new JwtAuthError(field, "Cookies can't be set as a header. Choose Cookie under Add Token To.");
  if (!OF_HTTP.has(name.toLowerCase())) return checkName(field, name);
  throw new JwtAuthError(
    field,
    "HTTP reserves this header. Use Authorization, or the header your server expects.",
  );
}

function checkPrefix(field: FieldName, prefix: string): string {
  if (PRINTABLE.test(prefix)) return prefix;
  throw new JwtAuthError(
    field,
    "Contains a character that isn't allowed in a header. Use ASCII letters, digits, and punctuation.",
  );
}

function checkQueryName(field: FieldName, name: string): string {
  if (!CONTROL.test(name)) return name;
  throw new JwtAuthError(field, "Contains a control character. Enter the name without it.");
}
