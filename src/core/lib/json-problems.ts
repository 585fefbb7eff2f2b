import { explainPlaceholder, placeholderAt, showPlaceholder } from "./foreign-placeholders";
import { explainSeparator, explainValue } from "./json-signs";
import { shorten } from "./words";

/** What the parser found. */
interface Found {
  /** The parser's ParseErrorCode. */
  code: number;
  offset: number;
  /** Whether the text can be secret, so that it must not be quoted. */
  isSecret: boolean;
  /** Whether the innermost open bracket is a brace. */
  isInObject: boolean;
}

/** What is wrong, and where: the end of a sentence, and another one if there is something to add. */
export interface JsonProblem {
  offset: number;
  problem: string;
}

/** By the parser's ParseErrorCode. */
const PROBLEMS: Record<number, string> = {
  1: "unexpected text; names and strings need double quotes",
  2: "not a JSON number",
  3: "expected a property name in double quotes",
  4: "expected a value",
  5: "expected a colon",
  6: "expected a comma or closing bracket",
  7: "missing closing brace }",
  8: "missing closing bracket ]",
  9: "unexpected text after the JSON",
  11: "unclosed comment",
  12: "missing closing double quote",
  13: "incomplete number",
  14: "\\u must be followed by four hex digits",
  15: "invalid escape; write \\\\ for a backslash",
  16: "unescaped control character; write \\t for a tab",
};

/** Yaak inserts the values of variables before this plugin sees the text, so they can break JSON that was right. */
const inVariable = (character: string): string =>
  `. If a variable is in that text, its value may contain ${character}`;
const ESCAPE = "which Yaak's json.escape function escapes";
const QUOTE = inVariable(`a double quote, ${ESCAPE}`);
const EMPTY = ". If a variable is there, it may be empty";

/** The errors inside strings, and what a variable's value may contain. */
const IN_STRING: Record<number, string> = {
  12: inVariable("a line break, a double quote, or a backslash"),
  14: inVariable(`a backslash, ${ESCAPE}`),
  15: inVariable(`a backslash, ${ESCAPE}`),
  16: inVariable("a line break or a tab"),
};

/** A name or text without quotes. */
const WORD = /[\p{L}\p{N}_$@][\p{L}\p{N}_$@.-]{0,200}/uy;

/** Says what is wrong with JSON. */
export function explainJson(text: string, found: Found): JsonProblem {
  const { code, offset, isSecret } = found;
  const placeholder = IN_STRING[code] ? undefined : placeholderAt(text, offset);
  if (!placeholder) return { offset, problem: problemOf(text, found) };
  const [what, remedy] = explainPlaceholder(placeholder);
  const name = isSecret ? "this" : showPlaceholder(placeholder);
  return { offset: placeholder.offset, problem: `${name} is ${what}. ${remedy.slice(0, -1)}` };
}

function problemOf(text: string, { code, offset, isSecret, isInObject }: Found): string {
  const usual = PROBLEMS[code] ?? "not JSON";
  const inString = IN_STRING[code];
  if (inString) return `${mixedQuotes(text, code, offset) ?? usual}${inString}`;
  const separator = explainSeparator(text, offset);
  if (separator) return separator;
  const before = characterBefore(text, offset);
  if (code === 1 && before === undefined) return "expected an opening brace {";
  if (code === 9 && before === '"' && text[offset] === ":") return "put the names and values in braces { }";
  if (before === '"' && (code === 1 || code === 6 || (code === 5 && /[,}]/.test(text[offset] ?? ""))))
    return `${code === 1 ? "unexpected text after a string" : usual}${QUOTE}`;
  if (code === 3 && text[offset] === "," && before === ",") return "found a second comma; remove it";
  if (code === 3 && /\d,\d/.test(text.slice(Math.max(offset - 2, 0), offset + 1)))
    return "found a comma in a number; use a decimal point";
  if (code === 4 && before !== undefined) return `${usual}${EMPTY}`;
  if (code === 3 && text[offset] === ":") return `${usual}${EMPTY}`;
  if (code !== 1 && code !== 6) return usual;
  if (code === 6 && text[offset - 1] === "0" && /\d/.test(text[offset] ?? ""))
    return "a number can't start with 0; use double quotes to keep it";
  if (/[\w.]/.test(text[offset - 1] ?? "") && /[\p{L}\d_.-]/u.test(text[offset] ?? ""))
    return "text needs double quotes";
  if (code === 6) return usual;
  return explainValue(text, offset) ?? unquoted(text, offset, isSecret, isInObject, before) ?? usual;
}

function unquoted(
  text: string,
  offset: number,
  isSecret: boolean,
  isInObject: boolean,
  before: string | undefined,
): string | undefined {
  WORD.lastIndex = offset;
  const [word] = WORD.exec(text) ?? [];
  if (word === undefined || before === undefined || before === "}" || before === "]") return undefined;
  const isName = isInObject && before !== ":";
  if (isSecret) return isName ? "names need double quotes" : "text needs double quotes";
  return `the ${isName ? "name" : "text"} ${shorten(word, MAX_WORD_CHARS)} needs double quotes`;
}

const MAX_WORD_CHARS = 40;

/** A string that starts with a straight quote and ends with another one. */
function mixedQuotes(text: string, code: number, offset: number): string | undefined {
  if (code !== 12) return undefined;
  const [, quote] = /^[^\r\n“”„‟＂″]*([“”„‟＂″])/.exec(text.slice(offset)) ?? [];
  return quote && `found a typographic quote (${quote}) in a string without its closing double quote (")`;
}

/** The last character before an offset that is not white space. */
function characterBefore(text: string, offset: number): string | undefined {
  let at = offset - 1;
  while (/\s/.test(text[at] ?? "")) at--;
  return text[at];
}
