import { shorten } from "./words";

/** A placeholder that nobody replaces: of another client, or one of Yaak's that arrived as it is. */
export interface ForeignPlaceholder {
  /** As written. */
  text: string;
  offset: number;
}

/** Starts and ends, and what can be in between: Postman, Insomnia, and Bruno; Hoppscotch; shells, JavaScript, and CI; Windows. */
const PATTERNS = [
  // Yaak's own tag.
  "\\$\\{\\[[^\\]\\r\\n]{0,80}\\]\\s?\\}",
  '\\{\\{\\{[^{}"\\r\\n]{1,80}\\}\\}\\}',
  '\\{\\{[^{}"\\r\\n]{1,80}\\}\\}',
  '\\{%[^%"\\r\\n]{1,80}%\\}',
  '<%[^%"\\r\\n]{1,80}%>',
  "<<[\\w .$-]{1,80}>>",
  '[$#@]\\{[^{}"\\r\\n]{1,80}\\}#?',
  "\\$\\([\\w .-]{1,80}\\)",
  // Not two encoded bytes of a URL, such as %C3%A4.
  "(?<![\\w%])%[A-Za-z_]\\w{1,40}%(?![\\dA-Fa-f]{2})",
].join("|");
const PATTERN = new RegExp(PATTERNS);

/** The first placeholder in a text. */
export function findPlaceholder(text: string): ForeignPlaceholder | undefined {
  if (!/[{<$%#@]/.test(text)) return undefined;
  const match = PATTERN.exec(text);
  return match ? { text: match[0], offset: match.index } : undefined;
}

/** The placeholder that has its first or second brace at an offset. */
export function placeholderAt(text: string, offset: number): ForeignPlaceholder | undefined {
  const pattern = new RegExp(PATTERNS, "y");
  for (const start of [offset - 1, offset]) {
    pattern.lastIndex = Math.max(start, 0);
    const [found] = pattern.exec(text) ?? [];
    if (found !== undefined) return { text: found, offset: Math.max(start, 0) };
  }
  return undefined;
}

const TIME = /time|now|unix|epoch|date|\b(?:iat|exp|nbf)\b/i;
const UNIQUE = /uu?id|guid/i;

/** What a placeholder is, to follow its text, and what to enter instead, as a sentence. */
export function explainPlaceholder({ text }: ForeignPlaceholder): [what: string, remedy: string] {
  if (text.startsWith("${["))
    return ["a variable that Yaak didn't replace", "Check its name and the selected environment."];
  const also = TIME.test(text)
    ? ", and $now is the time of signing"
    : UNIQUE.test(text)
      ? ", and $uuid is a random UUID"
      : "";
  return ["another client's placeholder", `Yaak writes variables as \${[ name ]}${also}.`];
}

/** What to say of a setting whose text has a placeholder in it, in two sentences. Undefined if it has none. */
export function placeholderProblem(text: string): string | undefined {
  const found = findPlaceholder(text);
  if (!found) return undefined;
  const [what, remedy] = explainPlaceholder(found);
  return `Contains ${showPlaceholder(found)}, ${what}. ${remedy}`;
}

/** A placeholder's text for a message. */
export const showPlaceholder = ({ text }: ForeignPlaceholder): string => shorten(text, MAX_SHOWN_CHARS);

const MAX_SHOWN_CHARS = 50;
