import type { Values } from "../form/types";
import { digestOf } from "../lib/node-crypto";
import { keepRecent } from "../lib/recent";

/** How many results are kept, and how many characters of values lead to one: together, a few megabytes. */
const MAX_RESULTS = 8;
const MAX_CHARS = 16_000;

/**
 * Remembers what was read from the last few values, so that a send does not parse again what has not changed since the last
 * one. Of the values, only a digest is kept, because they include secrets. The results must not include any, and are shared, so they must not be changed.
 */
export function remember<T>(read: (values: Values) => T): (values: Values) => T {
  const results = new Map<string, T>();
  return (values) => {
    const text = textOf(values);
    if (text === undefined) return read(values);
    const id = digestOf(text);
    const result = results.get(id) ?? read(values);
    keepRecent(results, id, result, MAX_RESULTS);
    return result;
  };
}

/** All values in one text. Undefined if it would be long, or if a value is not text. */
function textOf(values: Values): string | undefined {
  let text = "";
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined || value === null) continue;
    if (typeof value !== "string" || text.length + value.length > MAX_CHARS) return undefined;
    // Lengths keep adjacent values distinct.
    text += `${name.length}:${name}${value.length}:${value}`;
  }
  return text;
}
