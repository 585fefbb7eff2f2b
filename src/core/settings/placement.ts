import type { FieldName } from "../../field-name";
import { readRaw, readSelect, readText } from "../form/field-values";
import { isEmpty, presetOf } from "../form/schema";
import type { Values } from "../form/types";
import { JwtAuthError } from "../lib/errors";
import type { Header } from "../lib/http";
import { trim } from "../lib/repair";
import { isProven } from "./exchange";
import { checkPrefix } from "./header-prefix";
import { checkCookieName, checkHeaderName, checkQueryName } from "./placement-names";

/** Where the token goes, as set in the form. */
export type PlacementSettings =
  | {
      kind: "header";
      name: string;
      /** Empty to send only the token. */
      prefix: string;
      /** Whether it comes from the user or the preset, so that it is right whatever the type of an access token is. */
      isOwnPrefix: boolean;
      /** The preset's headers, as text that can refer to fields with `$`. */
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
  if (kind !== "header" && isProven(values))
    throw new JwtAuthError("placement", "A DPoP token can only be sent in a header. Choose Request Header.");
  const nameIn = (field: FieldName) => trim(readRaw(field, values));
  if (kind === "query") return { kind, name: checkQueryName(nameIn("queryName")) };
  if (kind === "cookie") return { kind, name: checkCookieName(nameIn("cookieName")) };
  const preset = presetOf(values);
  const others = Object.entries(preset?.headers ?? {}).map(([name, value]) => ({ name, value }));
  const taken = [...others.map((header) => header.name), ...(isProven(values) ? ["DPoP"] : [])];
  const name = checkHeaderName(nameIn("headerName"), taken);
  return {
    kind: "header",
    name,
    prefix: checkPrefix(readText("headerPrefix", values) ?? "", name),
    isOwnPrefix: !isEmpty(values.headerPrefix) || preset?.fields.headerPrefix?.default !== undefined,
    others,
  };
}
