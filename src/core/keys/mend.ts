/**
 * Takes off what came along when a key was pasted: white space around it, and quotes that enclose it, as in a .env file
 * or in source code, with the escapes that belong to double quotes.
 */
export function mend(pasted: string): string {
  const text = pasted.trim();
  const quote = text[0] ?? "";
  if (text.length < 2 || !"\"'`".includes(quote) || text.at(-1) !== quote) return text;
  return (quote === '"' ? unescapeJson(text) : undefined) ?? text.slice(1, -1).trim();
}

/** Turns `\n`, `\r` and `\t` that were copied as two characters into the breaks they stand for. */
export const unescapeBreaks = (text: string): string => text.replace(/(?<!\\)\\+[nrt]/g, "\n");

/** Mends JSON that was copied with its quotes escaped, or with line breaks inside its strings. */
export function mendJson(text: string): string {
  const unescaped = /^[{[]\s*\\/.test(text) ? (unescapeJson(`"${text}"`) ?? text) : text;
  return unescaped.replace(/"(?:[^"\\]+|\\.)*"?/gs, (string) => string.replace(/\r?\n/g, "\\n"));
}

function unescapeJson(quoted: string): string | undefined {
  try {
    return String(JSON.parse(quoted)).trim();
  } catch {
    return undefined;
  }
}
