/** Enough to recognize a name, a path, or a value. */
const MAX_SHOWN_CHARS = 60;

/** External text on one line, cut to fit into a message. */
export function shorten(text: string, maxChars = MAX_SHOWN_CHARS): string {
  const line = text.replace(/[\p{C}\s]+/gu, " ").trim();
  // Half of a surrogate pair is not a character.
  return line.length > maxChars ? `${line.slice(0, maxChars).replace(/[\uD800-\uDBFF]$/, "")}…` : line;
}

/** A copy of text that does not keep the longer text in memory that it was cut from, as V8's substrings do. */
export const detach = (text: string | undefined): string | undefined =>
  text === undefined ? undefined : JSON.parse(JSON.stringify(text));

/** {@link shorten} in double quotes, for names that can contain anything. */
export const quote = (text: string, maxChars?: number): string => `"${shorten(text, maxChars)}"`;

/** Text with a period, unless it ends in a mark of its own. */
export const asSentence = (text: string): string => (/[.…!?]$/.test(text) ? text : `${text}.`);

/** `1 element`, `2 elements`. */
export const count = (amount: number, noun: string): string => `${amount} ${noun}${amount === 1 ? "" : "s"}`;

/** Longer lists are cut, so that the advice after them remains readable. */
const MAX_LIST_CHARS = 120;

/** Created when first needed, because it takes longer than loading the rest of the plugin. */
const formats = new Map<string, Intl.ListFormat>();

/** `a`, `a or b`, or `a, b, or c`. */
export function listOf(names: readonly string[], conjunction: "and" | "or" = "and"): string {
  const type = conjunction === "and" ? "conjunction" : "disjunction";
  const format = formats.get(type) ?? new Intl.ListFormat("en-US", { type });
  formats.set(type, format);
  return format.format(names);
}

/** {@link listOf} for external names: as many as fit into a message, and how many more there are. */
export function listNames(names: readonly string[], conjunction?: "and" | "or"): string {
  const shown: string[] = [];
  let length = 0;
  for (const name of names) {
    const text = shorten(name, MAX_LIST_CHARS / 2);
    length += text.length + ", ".length;
    if (length > MAX_LIST_CHARS) break;
    shown.push(text);
  }
  const more = names.length - shown.length;
  if (more === 0) return listOf(shown, conjunction);
  const rest = conjunction === "or" ? count(more, "other") : `${more} more`;
  return listOf([...shown, rest], conjunction);
}
