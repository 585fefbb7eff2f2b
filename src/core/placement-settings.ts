import { checkHeaderName, checkName, checkPrefix, checkQueryName, type Placement } from "./placement";
import { readRaw, readSelect, readText } from "./read";
import { isEmpty, presetOf, type Values } from "./schema";

/**
 * Reads what the form says of the place.
 *
 * @throws JwtAuthError for a name that cannot be one
 */
export function readPlacement(values: Values): Placement {
  const kind = readSelect("placement", values);
  if (kind === "query")
    return { kind, name: checkQueryName("queryName", readRaw("queryName", values).trim()) };
  if (kind === "cookie") return { kind, name: checkName("cookieName", readRaw("cookieName", values).trim()) };
  const preset = presetOf(values);
  return {
    kind: "header",
    name: checkHeaderName("headerName", readRaw("headerName", values).trim()),
    prefix: checkPrefix("headerPrefix", readText("headerPrefix", values)?.trim() ?? ""),
    isOwnPrefix: !isEmpty(values.headerPrefix) || preset?.fields.headerPrefix?.default !== undefined,
    others: Object.entries(preset?.headers ?? {}).map(([name, value]) => ({ name, value })),
  };
}
