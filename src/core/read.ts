import { JwtAuthError } from "./errors";
import { type JsonObject, parseObject } from "./json";
import { defaultOf, fieldOf, fields, fieldValue, isShown, optionsOf, type Values } from "./schema";

/** The word that leaves a claim, header parameter or prefix out. */
const LEFT_OUT = "none";
export const isLeftOut = (value: unknown): boolean => typeof value === "string" && value.trim() === LEFT_OUT;

/** In characters. Every server would refuse a token that long, and it would take long to make. */
const LONGEST = 256_000;

/** The text of a field, or its default; "" where it has neither. A number is taken as it prints. */
export function readRaw(name: string, values: Values): string {
  const value = fieldValue(name, values) ?? "";
  if (typeof value === "string") {
    if (value.length <= LONGEST) return value;
    throw new JwtAuthError("invalid-value", name, "this is longer than 256 kB. Shorten it.");
  }
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  throw new JwtAuthError("invalid-value", name, "this is not text. Clear the field and type it again.");
}

/** The text of a field exactly as it was typed, since spaces may belong to it; undefined for the word that leaves it out. */
export function readText(name: string, values: Values): string | undefined {
  const text = readRaw(name, values);
  return isLeftOut(text) ? undefined : text;
}

export function readOptional<T>(
  name: string,
  values: Values,
  parse: (field: string, text: string) => T,
): T | undefined {
  const text = readText(name, values);
  return text === undefined ? undefined : parse(name, text);
}

export function readSelect(name: string, values: Values): string {
  const value = readRaw(name, values).trim();
  const field = fieldOf(name);
  const options = field ? optionsOf(field).map((option) => option.value) : [];
  if (options.includes(value)) return value;
  throw new JwtAuthError(
    "invalid-value",
    name,
    `there is no such choice. Choose one of ${options.join(", ")}.`,
  );
}

/** Whether a field is in the form for these values; what it holds is not looked at otherwise. */
export const applies = (name: string, values: Values): boolean => {
  const field = fields.get(name);
  return field !== undefined && isShown(field, values);
};

/** The members of a JSON field; those that the preset has for it stay, where the user's do not replace them. */
export function readObject(name: string, values: Values): JsonObject {
  const text = defaultOf(name, values);
  const own = parseObject(name, readRaw(name, values));
  return text === undefined || text === "{}" ? own : new Map([...parseObject(name, text), ...own]);
}
