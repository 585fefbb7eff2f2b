import type { FieldName } from "../../field-name";
import { referableFields } from "../form/schema";
import { JwtAuthError } from "../lib/errors";
import { listOf } from "../lib/words";
import { KEY_VALUES, notDuration, RANDOM_VALUES } from "./reference-values";
import { requestValues } from "./request-values";

/** The names that only the token's context has a value for. */
const CONTEXT_NAMES = [
  ...Array.from(requestValues.keys(), (name) => `request.${name}`),
  ...KEY_VALUES.keys(),
  ...RANDOM_VALUES.keys(),
];

/** Every name that can be referred to, except for the offset after `now`. */
export const referenceNames: readonly string[] = [...CONTEXT_NAMES, ...referableFields, "now"];

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
  "\\s{0,9}\\*\\s{0,9}\\d{1,40}",
  "(?<=\\d)\\s{1,9}(?:[smhdw](?!\\w)|(?:sec|min|hour|hr|day|week)[a-z]{0,9})",
].join("|");

/**
 * `$$` once or more, `$now` with an optional offset, a known name that ends at a word boundary, a known name with something after it that makes it
 * unknown, or an unknown name in a known group. The value of a field can be followed by anything but a letter or digit.
 */
export const REFERENCE = new RegExp(
  [
    "(?<dollars>(?:\\$\\$)+)",
    `\\$(?:now(?![\\dA-Za-z])(?<offset>${OFFSET})?(?<notOffset>${TAIL}|${NOT_OFFSET})?`,
    `(?<context>${anyOf(CONTEXT_NAMES)})(?![\\dA-Za-z])(?<tail>${TAIL})?`,
    `(?<name>${anyOf(referableFields)})(?![\\dA-Za-z])`,
    "(?<unknown>(?:request|key|random)(?:\\.[\\w.]{0,40}|(?!\\w))))",
  ].join("|"),
  "g",
);

/** What a match of {@link REFERENCE} consists of. */
export interface Reference {
  /** The dollar signs that `$$` means. */
  dollars?: string;
  /** Undefined for `$now`. */
  name?: string;
  /** The offset after `$now`. */
  offset?: string;
}

/** @throws JwtAuthError for a name that is unknown, or known only in part */
export function readReference(
  field: FieldName,
  match: string,
  groups: Record<string, string | undefined>,
): Reference {
  const { dollars, offset, notOffset, context, tail, name, unknown } = groups;
  if (unknown !== undefined || tail !== undefined) throw unknownName(field, match.slice(1));
  if (notOffset !== undefined)
    throw /^[._([]/.test(notOffset) ? unknownName(field, match.slice(1)) : notDuration(field, match);
  return { dollars: dollars?.slice(dollars.length / 2), name: context ?? name, offset };
}

function unknownName(field: FieldName, unknown: string): JwtAuthError {
  // A dot at the end of a sentence is not part of the name.
  const name = unknown.replace(/\.+$/, "");
  const [group = ""] = /^[a-z]+/i.exec(name) ?? [];
  const known = referenceNames.filter(
    (candidate) => candidate === group || candidate.startsWith(`${group}.`),
  );
  const names = known.flatMap((candidate) => (candidate === "now" ? ["$now", "$now+60s"] : `$${candidate}`));
  // Additional parameters can be secrets.
  const shown = field === "tokenParameters" ? "" : ` $${name}`;
  return new JwtAuthError(
    field,
    `Unknown placeholder${shown}. Use ${listOf([...names, "$$ for a dollar sign"], "or")}.`,
  );
}
