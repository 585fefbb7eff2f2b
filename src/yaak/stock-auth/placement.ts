import type { FieldName } from "../../core";
import { Refusal, type StockSettings } from "./stock-setting";

/**
 * Where the token goes.
 *
 * @param notes receives a line if the place changes
 */
export function convertPlacement(
  { name, headerPrefix }: StockSettings,
  location: string,
  notes: string[],
): Partial<Record<FieldName, string>> {
  const typed = typeof name === "string" && name !== "" ? name : undefined;
  if (location === "query") {
    if (typed !== typed?.trim()) throw new Refusal("The parameter's name has leading or trailing spaces");
    return { placement: "query", ...(typed ? { queryName: typed } : {}) };
  }
  // An untouched name was sent as the default of another, hidden field with the same name.
  if (name === undefined) {
    notes.push(
      "a bug in the built-in plugin sent the token in a header named token, and it will now use Authorization",
    );
  }
  return { ...(typed ? { headerName: typed } : {}), ...convertPrefix(headerPrefix) };
}

/** An untouched prefix is the same in both plugins. */
function convertPrefix(prefix: unknown): Partial<Record<FieldName, string>> {
  if (prefix === undefined || prefix === null) return {};
  const text = String(prefix);
  if (text.trim() === "none") throw new Refusal('The prefix is the word "none", which means no prefix here');
  if (/=["']*$/.test(text.trim()))
    throw new Refusal("The prefix ends with an equal sign, after which no space is added here");
  return { headerPrefix: text.trim() === "" ? "none" : text };
}
