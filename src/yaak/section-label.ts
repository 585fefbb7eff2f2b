import {
  type Container,
  type FieldName,
  fieldOf,
  isEmpty,
  sectionOf,
  shorten,
  summarize,
  wordingOf,
} from "../core";
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

/** The label of the key field. A long key pushes the banner out of sight, so then it is the error. */
export function openKeyLabel({ values, preview }: Drawing): string {
  const { label } = wordingOf(fieldOf("key"), values);
  const { key, error, errorField } = preview;
  const isLong = typeof values.key === "string" && values.key.includes("\n");
  return isLong && !key.recognized && errorField === "key" ? (error ?? label) : label;
}

/** The label of a folded key or certificate, with what it is. */
export function foldLabel(name: FieldName, { values, preview }: Drawing): string {
  const { label } = wordingOf(fieldOf(name), values);
  if (name === "certificate") return `${label}: ${preview.certificate ?? ""}`;
  const { recognized, summary } = preview.key;
  const kind = recognized?.format === "jwkSet" ? "JWK Set" : label;
  if (!isEmpty(values.key)) return summary === undefined ? kind : `${kind}: ${summary}`;
  // Only a file that was read is named: what cannot be read may be a key in place of its path.
  if (summary === undefined) return `${kind}: the file can't be used, see the error below`;
  const path = typeof values.keyFile === "string" ? values.keyFile : "";
  return `${kind}: ${summary}, from ${shorten(/[^\\/]*$/.exec(path)?.[0] ?? "")}`;
}
