import type { FieldName } from "../../field-name";
import { isEmpty, presetOf, referableFields } from "../form/schema";
import type { Values } from "../form/types";

/** Where a token URL comes from that the user did not enter: errors are about what the user did. */
export interface UrlSource {
  field: FieldName;
  /** Whether the field is the URL's host, and not its beginning. */
  isHost: boolean;
  /** What follows the field's value in the URL. */
  rest: string;
  /** What the field should be like: a sentence without its period. */
  hint: string;
}

/** The field that the preset derives the token URL from. Undefined if the user entered the URL, or left that field empty too. */
export function readUrlSource(values: Values): UrlSource | undefined {
  const preset = presetOf(values);
  const template = preset?.fields.tokenUrl?.default;
  if (template === undefined || !isEmpty(values.tokenUrl)) return undefined;
  if (template.startsWith("$key.")) {
    const field = isEmpty(values.key) ? "keyFile" : "key";
    return {
      field,
      isHost: false,
      rest: "",
      hint: "Check your network connection, and token_uri in the key file",
    };
  }
  const field = referableFields.find((name) => template.includes(`$${name}`));
  if (field === undefined || isEmpty(values[field])) return undefined;
  const [before = "", rest = ""] = template.split(`$${field}`);
  const hint = preset?.fields[field]?.pattern?.hint ?? "Check it, or enter the Token URL";
  return { field, isHost: before !== "", rest, hint: hint.replace(/\.$/, "") };
}
