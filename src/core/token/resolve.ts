import type { FieldName } from "../../field-name";
import { referableFields } from "../form/schema";
import type { SigningKey } from "../keys/load";
import type { JwtAuthError } from "../lib/errors";
import { integer, type Json, parseJson } from "../lib/json";
import type { Clock } from "./clock";
import { KEY_VALUES, keyValue } from "./key-values";
import { isPlain } from "./plain";
import { refuse, reject } from "./reference-errors";
import { REFERENCE, readReference } from "./reference-syntax";
import { originOf, RANDOM_VALUES, requestValue, TOKEN_ORIGIN, timeValue } from "./reference-values";
import type { RequestInfo } from "./request-values";

/** The values that references in text can have. */
export interface Scope {
  clock: Clock;
  /** Undefined while the form is being filled in: references to it remain as they are. Null if there is no request. */
  request?: RequestInfo | null;
  /** Undefined if the key cannot be read: references to it remain as they are. Null if there is no key. */
  key?: SigningKey | null;
  /** The text of the fields that can be referred to, by name. */
  fields: Readonly<Partial<Record<FieldName, string>>>;
  /** Fields that are not filled in yet: references to them remain as they are. */
  pending: readonly FieldName[];
  /** Fields with several values, which no text can have. */
  lists?: readonly FieldName[];
  /** Whether the form is being filled in: references to what the request does not have remain as they are, too. */
  isDraft?: boolean;
}

/** Replaces `$name` references with their values. */
export interface Resolver {
  /** Resolves the text of a field. */
  text(field: FieldName, text: string): string;
  /**
   * Resolves all text in JSON, except names. Text that is only `$now`, `$now.ms`, or `$now+60s` becomes a number, and text that
   * is only `$key.jwk` an object. JSON in which nothing changes is returned itself.
   */
  json(field: FieldName, json: Json): Json;
  /** The resolved text of a field that can be referred to. Undefined if it is omitted. */
  field(name: FieldName): string | undefined;
}

/**
 * Maximum number of inserted characters. More are useless in a token, and fields that double each other would create
 * billions.
 */
const MAX_FILLED_IN_CHARS = 1024 * 1024;

/** The start of placeholders whose values are not text. */
const NOT_TEXT = /^\$(?:now|key\.jwk)/;

const isReferable = (name: string): name is FieldName => referableFields.some((field) => field === name);

/** @throws JwtAuthError from the returned functions, for a reference that is unknown, circular, or has no value */
export function createResolver(scope: Scope): Resolver {
  const done = new Map<FieldName, string>();
  const open: FieldName[] = [];
  const found = new Map<string, string | undefined>();
  let filledIn = 0;

  const resolveField = (name: FieldName): string | undefined => {
    const text = scope.fields[name];
    if (text === undefined || done.has(name)) return done.get(name);
    if (open.includes(name)) throw circle(name, open);
    open.push(name);
    const resolved = resolve(name, text);
    open.pop();
    done.set(name, resolved);
    return resolved;
  };

  const fieldReference = (field: FieldName, name: FieldName, reference: string): string | undefined => {
    const value = resolveField(name);
    if (value !== undefined || scope.pending.includes(name)) return value;
    const problem = scope.lists?.includes(name)
      ? "because that field has several values. Enter the value here"
      : "because that field is empty. Fill it in";
    return refuse(field, `The placeholder $${reference} has no value ${problem}`);
  };

  const originReference = (field: FieldName): string | undefined => {
    const tokenUrl = fieldReference(field, "tokenUrl", TOKEN_ORIGIN);
    return tokenUrl === undefined ? undefined : originOf(tokenUrl, scope.isDraft ?? false);
  };

  const valueOfRequest = (field: FieldName, name: string): string | undefined => {
    try {
      return requestValue(field, name, scope.request);
    } catch (error) {
      if (scope.isDraft) return undefined;
      throw error;
    }
  };

  const lookUp = (field: FieldName, name: string): string | undefined => {
    if (isReferable(name)) return fieldReference(field, name, name);
    if (name === TOKEN_ORIGIN) return originReference(field);
    if (KEY_VALUES.has(name)) return keyValue(field, name, scope.key);
    const random = RANDOM_VALUES.get(name);
    if (random) return random(scope.clock);
    // A URL can be long, so it is parsed only once for each value.
    if (!found.has(name)) found.set(name, valueOfRequest(field, name));
    return found.get(name);
  };

  const fillIn = (field: FieldName, value: string): string => {
    filledIn += value.length;
    if (filledIn > MAX_FILLED_IN_CHARS)
      throw reject(field, "The placeholders add up to more than 1 MiB. Use fewer of them");
    return value;
  };

  const resolve = (field: FieldName, text: string): string => {
    if (!text.includes("$")) return text;
    return text.replace(REFERENCE, (match, ...rest) => {
      const { dollars, name, ...time } = readReference(field, match, rest.at(-1));
      if (dollars) return dollars;
      if (name) return fillIn(field, lookUp(field, name) ?? match);
      return String(timeValue(field, match, time, scope.clock));
    });
  };

  /** Text whose placeholder is all of it, and whose value is not text. */
  const textToJson = (field: FieldName, text: string): Json => {
    const [match] = NOT_TEXT.test(text) ? text.matchAll(REFERENCE) : [];
    if (match?.[0] !== text) return resolve(field, text);
    const { name, ...time } = readReference(field, text, match.groups ?? {});
    if (name === undefined) return integer(timeValue(field, text, time, scope.clock));
    // Only text can be a parameter of a form.
    if (field === "tokenParameters") return resolve(field, text);
    const value = lookUp(field, name);
    return value === undefined ? text : parseJson(field, fillIn(field, value));
  };

  const toJson = (field: FieldName, json: Json): Json => {
    if (typeof json === "string") return textToJson(field, json);
    if (Array.isArray(json)) {
      const items = json.map((item) => toJson(field, item));
      return items.some((item, index) => item !== json[index]) ? items : json;
    }
    if (!(json instanceof Map)) return json;
    const members = Array.from(json, ([name, value]) => [name, toJson(field, value)] as const);
    return members.some(([name, value]) => value !== json.get(name)) ? new Map(members) : json;
  };

  const resolveJson = (field: FieldName, json: Json): Json =>
    json instanceof Map && isPlain(json) ? json : toJson(field, json);

  return { text: resolve, json: resolveJson, field: resolveField };
}

const circle = (name: FieldName, open: FieldName[]): JwtAuthError => {
  const path = [...open.slice(open.indexOf(name)), name].map((field) => `$${field}`).join(" → ");
  return reject(name, `Circular reference: ${path}. Enter a value in one of these fields`);
};
