/** White space that JSON does not have, and characters that nobody sees. */
const ODD = /[^\S \t\r\n]|\p{Cf}|\u0085/u;

/** A string or comment, or odd white space outside of them. */
const PARTS = /"(?:[^"\\\r\n]+|\\.)*"?|\/\/[^\r\n]*|\/\*[\s\S]*?(?:\*\/|$)|(?:[^\S \t\r\n]|\p{Cf}|\u0085)+/gu;

/**
 * JSON with plain spaces in place of the no-break, zero-width, and other spaces that are copied along from web pages, and of byte
 * order marks. Strings stay as they are, and so do the offsets of everything.
 */
export function withPlainSpaces(text: string): string {
  if (!ODD.test(text)) return text;
  return text.replace(PARTS, (part) => (/^["/]/.test(part) ? part : " ".repeat(part.length)));
}
