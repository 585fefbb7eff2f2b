/** Takes off what came along when a key was pasted: white space around it, and quotes that enclose it. */
export function repair(pasted: string): string {
  const text = pasted.trim();
  const quote = text[0] ?? "";
  const isQuoted = text.length > 1 && "\"'`".includes(quote) && text.at(-1) === quote;
  return isQuoted ? text.slice(1, -1).trim() : text;
}

/** Undoes the escapes of a string in source code: `\n`, `\r` and `\t` become the breaks that they stand for, `\/` a slash. */
export function unescapeText(text: string): string {
  // Looking back keeps a long row of backslashes from being tried from each of them.
  return text.replace(/(?<!\\)\\+[nrt]/g, "\n").replace(/(?<!\\)\\+\//g, "/");
}

/** Repairs JSON that was copied with its quotes escaped, or with line breaks inside its strings. */
export function repairJson(text: string): string {
  const unescaped = /^[{[]\s*\\/.test(text) ? unescapeJson(text) : text;
  return unescaped.replace(/"(?:[^"\\]+|\\.)*"?/gs, (string) => string.replace(/\r?\n/g, "\\n"));
}

function unescapeJson(text: string): string {
  try {
    return JSON.parse(`"${text}"`);
  } catch {
    return text;
  }
}
