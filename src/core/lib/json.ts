import type { Node, ParseError } from "jsonc-parser";
// The package's main file works in one bundler but not in another, and also loads a formatter.
import { parseTree } from "jsonc-parser/lib/esm/impl/parser.js";
import type { FieldName } from "../../field-name";
import { JwtAuthError } from "./errors";
import { quote } from "./words";

/** A JSON number as entered. A JavaScript number would turn 9007199254740993 into …992. */
export class JsonNumber {
  constructor(readonly text: string) {}
}

/** A JSON object preserves its order, and every name in it is just a name, even `__proto__`. */
export type JsonObject = Map<string, Json>;
export type Json = string | boolean | null | JsonNumber | Json[] | JsonObject;

/** An integer as JSON. */
export const integer = (value: number): JsonNumber => new JsonNumber(String(value));

/** What is wrong, by the parser's ParseErrorCode. */
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

/** Maximum nesting: more than any token has. Indentation grows with the square of it. */
const MAX_LEVELS = 100;

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/**
 * Parses JSON (RFC 8259) as people paste it: comments and trailing commas are allowed.
 *
 * @param field name of the form's field that contains the text, for errors
 * @param isSecret whether errors must not quote the text
 * @throws JwtAuthError with line and column (from 1) for invalid syntax or a duplicate property; also if nested too deeply
 */
export function parseJson(field: FieldName, text: string, isSecret = false): Json {
  const fail = (offset: number, problem: string) => {
    const lines = text.slice(0, offset).split(/\r\n|\r|\n/);
    const place = `line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}`;
    return new JwtAuthError(field, `Invalid JSON at ${place}: ${problem}.`);
  };

  const toJson = (node: Node, level = 0): Json => {
    if (node.type === "array" || node.type === "object") {
      if (level === MAX_LEVELS) throw new RangeError("too deep");
      return node.type === "object"
        ? toObject(node, level + 1)
        : (node.children ?? []).map((child) => toJson(child, level + 1));
    }
    if (node.type !== "number") return node.value;
    const number = text.slice(node.offset, node.offset + node.length);
    if (!NUMBER.test(number)) throw fail(node.offset, "not a JSON number");
    return new JsonNumber(number);
  };

  const toObject = (node: Node, level: number): JsonObject => {
    const object: JsonObject = new Map();
    for (const { children: [name, value] = [] } of node.children ?? []) {
      if (!name || !value) continue;
      if (object.has(name.value)) {
        const property = isSecret ? "a property" : quote(name.value);
        throw fail(name.offset, `${property} is duplicated`);
      }
      object.set(name.value, toJson(value, level));
    }
    return object;
  };

  try {
    const errors: ParseError[] = [];
    const root = parseTree(text, errors, { allowTrailingComma: true });
    const [error] = errors;
    if (error || !root) {
      const problem = error && PROBLEMS[error.error];
      throw fail(error?.offset ?? 0, problem ?? "not JSON");
    }
    return toJson(root);
  } catch (error) {
    // The parser is recursive, and far beyond the allowed nesting it runs out of stack.
    if (!(error instanceof RangeError)) throw error;
    const problem = `The JSON is nested more than ${MAX_LEVELS} levels deep. Reduce the nesting.`;
    throw new JwtAuthError(field, problem, { cause: error });
  }
}

/**
 * {@link parseJson} for a field that requires an object.
 *
 * @throws JwtAuthError, also for JSON of another type
 */
export function parseObject(field: FieldName, text: string, isSecret = false): JsonObject {
  // The value of an untouched field, which is read on every send.
  if (text === "{}") return new Map();
  const json = parseJson(field, text, isSecret);
  if (json instanceof Map) return json;
  throw new JwtAuthError(field, `This is ${kindOf(json)}. Enter a JSON object such as {"name": "value"}.`);
}

/** Whether text is JSON without comments or trailing commas, and can be encoded as UTF-8. */
export function isStrictJson(text: string): boolean {
  try {
    JSON.parse(text);
    return !/\p{Cs}/u.test(text);
  } catch {
    return false;
  }
}

function kindOf(json: Json): string {
  if (json === null) return "null";
  if (Array.isArray(json)) return "a JSON array";
  return json instanceof JsonNumber ? "a JSON number" : `a JSON ${typeof json}`;
}
