import type { FieldName } from "../../field-name";
import { JwtAuthError } from "../lib/errors";
import { type JsonObject, parseObject } from "../lib/json";
import { trim } from "../lib/repair";
import { listNames } from "../lib/words";
import { defaultOf, fieldOf, fields, fieldValue, isShown, optionsOf } from "./schema";
import type { Values } from "./types";

/** The word that omits a claim, header parameter, or prefix. */
const OMITTED = "none";
export const isOmitted = (value: unknown): boolean => typeof value === "string" && trim(value) === OMITTED;

/** Every server would reject a token this long, and building it would take too long. */
export const MAX_FIELD_CHARS = 256_000;

/**
 * The text of a field, or its default, or "" if it has neither. Numbers and booleans are converted to text.
 *
 * @throws JwtAuthError if the value has any other type, or is too long
 */
export function readRaw(name: FieldName, values: Values): string {
  const value = fieldValue(name, values) ?? "";
  if (typeof value === "string") {
    if (value.length <= MAX_FIELD_CHARS) return value;
    throw new JwtAuthError(name, "Too long (over 256 kB). Shorten it.");
  }
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  throw new JwtAuthError(name, "Not text. Clear the field and enter the value again.");
}

/**
 * The text of a field without white space and invisible characters around it, which no server expects and nobody sees. Undefined
 * if it is "none".
 */
export function readText(name: FieldName, values: Values): string | undefined {
  const text = trim(readRaw(name, values));
  return isOmitted(text) ? undefined : text;
}

export function readOptional<T>(
  name: FieldName,
  values: Values,
  parse: (field: FieldName, text: string) => T,
): T | undefined {
  const text = readText(name, values);
  return text === undefined ? undefined : parse(name, text);
}

export function readSelect(name: FieldName, values: Values): string {
  const value = trim(readRaw(name, values));
  const options = optionsOf(fieldOf(name));
  if (options.some((option) => option.value === value)) return value;
  throw new JwtAuthError(
    name,
    `Unknown option. Choose ${listNames(
      options.map((option) => option.value),
      "or",
    )}.`,
  );
}

/** Whether the form shows a field for these values. The values of hidden fields are ignored. */
export const applies = (name: FieldName, values: Values): boolean => {
  const field = fields.get(name);
  return field !== undefined && isShown(field, values);
};

/** The properties of a JSON field, merged over the preset's. */
export function readObject(name: FieldName, values: Values): JsonObject {
  const text = defaultOf(name, values);
  // Parameters of a token request can be secrets.
  const own = parseObject(name, readRaw(name, values), name === "tokenParameters");
  return text === undefined || text === "{}" ? own : new Map([...parseObject(name, text), ...own]);
}
