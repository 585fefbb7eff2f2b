import type { FieldName } from "../../field-name";
import { referableFields } from "../form/schema";
import { KEY_VALUES } from "./key-values";
import { notDuration, unknownName } from "./reference-errors";
import { RANDOM_VALUES, type TimeReference, TOKEN_ORIGIN } from "./reference-values";
import { requestValues } from "./request-values";

/** The names that only the token's context has a value for. */
const CONTEXT_NAMES = [
  ...Array.from(requestValues.keys(), (name) => `request.${name}`),
  ...KEY_VALUES.keys(),
  ...RANDOM_VALUES.keys(),
  TOKEN_ORIGIN,
];

/** Every name that can be referred to, except for the offset after `now` and `now.ms`. */
export const allReferenceNames: readonly string[] = [...CONTEXT_NAMES, ...referableFields, "now", "now.ms"];

/** Names of a digest that are only other forms of its first one. */
const OTHER_DIGEST = /\.sha(?:384|512|256\.)/;

/** The names to choose from. */
export const referenceNames: readonly string[] = allReferenceNames.filter((name) => !OTHER_DIGEST.test(name));

const anyOf = (names: readonly string[]) =>
  [...names]
    .sort((a, b) => b.length - a.length)
    .map((name) => name.replaceAll(".", "\\."))
    .join("|");

/** What makes another name of a known one: `.sha512`, `_id`, `()`, and `[0]`. A dot at the end of a sentence does not. */
const TAIL = "(?:\\.(?=[A-Za-z])|_|\\(|\\[)[\\w.]{0,40}[)\\]]?";
const OFFSET = "[+−–-]\\d[\\dA-Za-z]*(?:\\.\\d[\\dA-Za-z]*)?";
/** What people write after `$now` that is not an offset: `+ 5m`, `+5m+1h`, `+x`, `*1000`, and `+5 minutes`. */
const NOT_OFFSET = [
  "\\s{0,9}[+−–-]\\s{0,9}\\d[\\w.]{0,40}",
  "\\+(?!\\d)\\w{0,40}",
  "[+−–-]{2,9}\\d[\\w.]{0,40}",
  "\\s{0,9}\\*\\s{0,9}\\d{1,40}",
  "(?<=\\d)\\s{1,9}(?:[smhdw](?!\\w)|(?:sec|min|hour|hr|day|week)[a-z]{0,9})",
].join("|");

/**
 * `$$` once or more, `$now` or `$now.ms` with an optional offset, a known name that ends at a word boundary, a known name with something after it that makes it
 * unknown, or an unknown name in a known group. The value of a field can be followed by anything but a letter or digit.
 */
export const REFERENCE = new RegExp(
  [
    "(?<dollars>(?:\\$\\$)+)",
    `\\$(?:now(?<ms>\\.ms)?(?![\\dA-Za-z])(?<offset>${OFFSET})?(?<notOffset>${TAIL}|${NOT_OFFSET})?`,
    `(?<context>${anyOf(CONTEXT_NAMES)})(?![\\dA-Za-z])(?<tail>${TAIL})?`,
    `(?<name>${anyOf(referableFields)})(?![\\dA-Za-z]|(?<=tokenUrl)\\.[A-Za-z])`,
    "(?<unknown>tokenUrl\\.[\\w.]{0,40}|(?:request|key|random)(?:\\.[\\w.]{0,40}|(?!\\w))))",
  ].join("|"),
  "g",
);

/** The names of the request's values that text refers to, such as `request.path`, without duplicates. */
export function requestNamesIn(text: string): string[] {
  const names = Array.from(text.matchAll(REFERENCE), ({ groups }) => groups?.context ?? "");
  return [...new Set(names.filter((name) => name.startsWith("request.")))];
}

/** The fields that text refers to. */
export const fieldNamesIn = (text: string): FieldName[] =>
  Array.from(text.matchAll(REFERENCE), ({ groups }) => groups?.name).filter(
    (name): name is FieldName => name !== undefined,
  );

/** Text without references, with `$$` as a dollar sign. Undefined if it contains a reference. */
export function plainText(text: string): string | undefined {
  if (!text.includes("$")) return text;
  for (const { groups } of text.matchAll(REFERENCE)) if (!groups?.dollars) return undefined;
  return text.replaceAll("$$", () => "$");
}

/** What a match of {@link REFERENCE} consists of. */
export interface Reference extends TimeReference {
  /** The dollar signs that `$$` means. */
  dollars?: string;
  /** Undefined for `$now`. */
  name?: string;
}

/** @throws JwtAuthError for a name that is unknown, or known only in part */
export function readReference(
  field: FieldName,
  match: string,
  groups: Record<string, string | undefined>,
): Reference {
  const { dollars, ms, offset, notOffset, context, tail, name, unknown } = groups;
  const isOther = notOffset !== undefined && /^[._([]/.test(notOffset);
  if (unknown !== undefined || tail !== undefined || isOther)
    throw unknownName(field, match.slice(1), referenceNames);
  if (notOffset !== undefined) throw notDuration(field, match);
  return {
    dollars: dollars?.slice(dollars.length / 2),
    name: context ?? name,
    isMilliseconds: ms !== undefined,
    offset,
  };
}
