/** The built-in plugin's settings under its own names, as Yaak stores them. */
export type StockSettings = Readonly<Record<string, unknown>>;

/** Why a setting of the built-in plugin cannot be converted, as the end of a sentence about a request. */
export class Refusal extends Error {}

/** Whether text contains a template tag, which Yaak renders when a request is sent. */
export const hasTag = (text: string): boolean => fillTags(text) !== text;

/** JSON with each tag replaced by a value, whether the tag is inside a string or on its own. */
export function fillTags(json: string): string {
  let filled = "";
  let at = 0;
  for (;;) {
    const start = json.indexOf("${[", at);
    const end = start < 0 ? -1 : json.indexOf("]}", start);
    // A pattern would search for the end again at every start, without finding it.
    if (end < 0) return filled + json.slice(at);
    filled += `${json.slice(at, start)}0`;
    at = end + "]}".length;
  }
}
