import type { FieldName } from "../../field-name";
import { JwtAuthError } from "../lib/errors";
import type { Header } from "../lib/http";
import type { Settings } from "../settings/settings";
import { isInJson } from "./prepare";
import { fieldNamesIn } from "./reference-syntax";
import type { Resolver } from "./resolve";

/** Printable ASCII: a line break would end the header, and servers differ in how they read anything else. */
const SENDABLE = /^[\x20-\x7e]*$/;

/**
 * The headers that the preset sends along with a token, with the values of the fields that they refer to. A header is omitted with
 * the field that it has its value from.
 *
 * @throws JwtAuthError about that field if it is empty, or has a value that cannot be sent
 */
export function resolveHeaders(settings: Settings, resolver: Resolver): Header[] {
  const { placement } = settings;
  if (placement.kind !== "header") return [];
  return placement.others.flatMap((header) => resolveHeader(header, settings, resolver) ?? []);
}

function resolveHeader({ name, value }: Header, { jwt }: Settings, resolver: Resolver): Header | undefined {
  const fields = fieldNamesIn(value);
  for (const field of fields) {
    const text = resolver.field(field);
    if (text === undefined && !jwt?.missing.includes(field)) return undefined;
    if (text === undefined && jwt && isInJson(field, jwt))
      throw new JwtAuthError(field, `Required for the ${name} header. Enter a value.`, { isMissing: true });
    if (!SENDABLE.test(text ?? "")) throw notSendable(field, name);
  }
  const [source = "headerName"] = fields;
  return { name, value: resolver.text(source, value) };
}

const notSendable = (field: FieldName, header: string): JwtAuthError =>
  new JwtAuthError(
    field,
    `Contains a character that isn't allowed in the ${header} header. Use ASCII letters, digits, and punctuation.`,
  );
