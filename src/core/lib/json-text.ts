import { type Json, JsonNumber } from "./json";

/** Compact JSON text, with numbers as entered. */
export function stringify(json: Json): string {
  if (json instanceof JsonNumber) return json.text;
  if (Array.isArray(json)) return `[${json.map(stringify).join(",")}]`;
  if (!(json instanceof Map)) return JSON.stringify(json);
  const members = Array.from(json, ([name, value]) => `${JSON.stringify(name)}:${stringify(value)}`);
  return `{${members.join(",")}}`;
}

/** Nobody reads more, and indentation can multiply the length. */
const MAX_PRINTED_CHARS = 64 * 1024;

/** JSON text with one property per line, indented by depth. Cut at 64 kB, with an ellipsis on the last line. */
export function prettyPrint(json: Json): string {
  let text = "";
  const print = (value: Json, lineBreak: string): void => {
    const isList = Array.isArray(value);
    if ((!isList && !(value instanceof Map)) || (isList ? value.length : value.size) === 0) {
      // Escapes can make text six times as long.
      text += stringify(typeof value === "string" ? value.slice(0, MAX_PRINTED_CHARS) : value);
      return;
    }
    let before = `${isList ? "[" : "{"}${lineBreak}  `;
    for (const [name, item] of value.entries()) {
      if (text.length > MAX_PRINTED_CHARS) return;
      text += isList ? before : `${before}${JSON.stringify(name)}: `;
      print(item, `${lineBreak}  `);
      before = `,${lineBreak}  `;
    }
    text += lineBreak + (isList ? "]" : "}");
  };
  print(json, "\n");
  return text.length > MAX_PRINTED_CHARS ? `${text.slice(0, MAX_PRINTED_CHARS)}\n…` : text;
}
