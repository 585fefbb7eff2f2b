import type { JSONVisitor } from "jsonc-parser";
// The package's main file works in one bundler but not in another, and also loads a formatter.
import { visit } from "jsonc-parser/lib/esm/impl/parser.js";
import type { FieldName } from "../../field-name";
import { JwtAuthError } from "./errors";
import { explainJson } from "./json-problems";
import { withPlainSpaces } from "./json-space";
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

/** Maximum nesting: more than any token has. Indentation grows with the square of it. */
const MAX_LEVELS = 100;

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/**
 * Parses JSON (RFC 8259) as people paste it: comments, trailing commas, and all kinds of white space are allowed.
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

  try {
    return read(withPlainSpaces(text), fail, isSecret);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const problem = `The JSON is nested more than ${MAX_LEVELS} levels deep. Reduce the nesting.`;
    throw new JwtAuthError(field, problem, { cause: error });
  }
}

/** Reads JSON without a tree of the text in between, which would take several times the memory. */
function read(
  text: string,
  fail: (offset: number, problem: string) => JwtAuthError,
  isSecret: boolean,
): Json {
  /** The arrays and objects that are not closed yet, and the name of the property that is read. */
  const open: { json: Json[] | JsonObject; name: string }[] = [];
  let root: Json | undefined;
  /** Shown if the syntax is right. */
  let problem: JwtAuthError | undefined;

  const add = (value: Json): void => {
    const { json, name = "" } = open.at(-1) ?? {};
    if (json instanceof Map) json.set(name, value);
    else if (json) json.push(value);
    else root = value;
  };
  const begin = (json: Json[] | JsonObject): void => {
    if (open.length === MAX_LEVELS) throw new RangeError("too deep");
    add(json);
    open.push({ json, name: "" });
  };
  const end = (): void => void open.pop();

  const visitor: JSONVisitor = {
    onObjectBegin: () => begin(new Map()),
    onArrayBegin: () => begin([]),
    onObjectEnd: end,
    onArrayEnd: end,
    onObjectProperty(name, offset) {
      const object = open.at(-1);
      if (!(object?.json instanceof Map)) return;
      if (object.json.has(name))
        problem ??= fail(offset, `${isSecret ? "a property" : quote(name)} is duplicated`);
      object.name = name;
    },
    onLiteralValue(value, offset, length) {
      if (typeof value !== "number") return add(value);
      const number = text.slice(offset, offset + length);
      if (!NUMBER.test(number)) problem ??= fail(offset, "not a JSON number");
      add(new JsonNumber(number));
    },
    onError(code, at) {
      const isInObject = open.at(-1)?.json instanceof Map;
      const { offset, problem } = explainJson(text, { code, offset: at, isSecret, isInObject });
      throw fail(offset, problem);
    },
  };
  visit(text, visitor, { allowTrailingComma: true });
  if (problem || root === undefined) throw problem ?? fail(0, "not JSON");
  return root;
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
