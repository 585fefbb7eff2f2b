import { type Container, type Field, isEmpty, sectionOf, shorten, summarize, wordingOf } from "../core";
import type { Drawing } from "./drawing";

/** The label of a section, with what is set in it. */
export function sectionLabel(
  section: Container & { type: "accordion" },
  { values, preview }: Drawing,
): string {
  const { label, summary } = section;
  const { errorField } = preview;
  if (errorField !== undefined && sectionOf(errorField, values, preview.key.lacking) === label)
    return `${label}: see above`;
  const words = summary && summarize(section, summary, values);
  return words ? `${label}: ${words}` : label;
}

/**
 * The label of the key, with what it is.
 *
 * @param isOpen whether the key itself can be seen, so that only a problem is worth telling
 */
export function keyLabel(field: Field, { values, preview }: Drawing, isOpen = false): string {
  const { label } = wordingOf(field, values);
  const {
    key: { recognized, summary },
    errorField,
  } = preview;
  if (isOpen) {
    // A long key pushes the error out of sight.
    const isLong = typeof values.key === "string" && values.key.includes("\n");
    return isLong && !recognized && errorField === "key"
      ? `${label}: can't be used, see the error below`
      : label;
  }
  const name = recognized?.format === "jwkSet" ? "JWK Set" : label;
  if (!isEmpty(values.key)) return summary === undefined ? name : `${name}: ${summary}`;
  // Only a file that was read is named: what cannot be read may be a key in place of its path.
  if (summary === undefined) return `${name}: the file can't be used, see the error below`;
  const path = typeof values.keyFile === "string" ? values.keyFile : "";
  return `${name}: ${summary}, from ${shorten(/[^\\/]*$/.exec(path)?.[0] ?? "")}`;
}
