/** Characters of other kinds that nobody sees: next line, joiners, fillers, and a pattern of Braille without dots. */
const FILLERS = "\u0085\u034f\u115f\u1160\u2800\u3164\uffa0";

/** White space, and characters that nobody sees, such as a zero-width space, a byte order mark, or a variation selector. */
const isBlank = (char: string): boolean => {
  // Nearly always, and every keystroke asks this of every field.
  if (char > " " && char <= "~") return false;
  return /^[\s\p{Cf}]$/u.test(char) || FILLERS.includes(char) || (char >= "\ufe00" && char <= "\ufe0f");
};

/** Text without white space and invisible characters around it. */
export function trim(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isBlank(text.charAt(start))) start++;
  while (start < end && isBlank(text.charAt(end - 1))) end--;
  return text.slice(start, end);
}

/** Removes what is copied along with a key: surrounding white space, invisible characters, and quotes. */
export function repair(pasted: string): string {
  const text = trim(pasted);
  const quote = text[0] ?? "";
  const isQuoted = text.length > 1 && "\"'`".includes(quote) && text.at(-1) === quote;
  return isQuoted ? trim(text.slice(1, -1)) : text;
}

/** Undoes string escapes from source code: `\n`, `\r`, and `\t` become line breaks, and `\/` becomes a slash. */
export function unescapeText(text: string): string {
  // The lookbehind prevents a long run of backslashes from being retried at each one.
  return text.replace(/(?<!\\)\\+[nrt]/g, "\n").replace(/(?<!\\)\\+\//g, "/");
}

/** Repairs JSON that was copied with escaped quotes, or with line breaks inside its strings. */
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
