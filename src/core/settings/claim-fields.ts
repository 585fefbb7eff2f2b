import type { FieldName } from "../../field-name";
import { applies, readSelect, readText } from "../form/field-values";
import { fields } from "../form/schema";
import type { Field, FieldTarget, Values } from "../form/types";
import { JwtAuthError } from "../lib/errors";
import { type Json, parseJson } from "../lib/json";
import { parseDuration, parseTime, type Time } from "../lib/time";

/** What a claim field says of its claim, for each token that is made. */
export type ClaimValue =
  | { kind: "text"; text: string }
  /** Text in it is filled in for each token, as is that of a field that can refer to others. */
  | { kind: "json"; json: Json }
  | { kind: "time"; time: Time }
  /** A new random one for every token. */
  | { kind: "uuid" };

/** A claim or header parameter that a field of the form sets. */
export interface ClaimField {
  field: FieldName;
  part: "header" | "claims";
  /** Of the claim or header parameter. */
  name: string;
  /** Whether its text can refer to others with `$`, and they to it. */
  isReferable: boolean;
  /** Undefined where it is left out. */
  value?: ClaimValue;
}

/** How the value of a claim field is read, by what ui-schema.json says of it. */
const READERS: Record<NonNullable<Field["reads"]>, (field: FieldName, text: string) => ClaimValue> = {
  text: (_field, text) => ({ kind: "text", text }),
  audience: readAudience,
  duration: (field, text) => ({ kind: "time", time: { from: "now", seconds: parseDuration(field, text) } }),
  time: (field, text) => ({ kind: "time", time: parseTime(field, text) }),
  uuid: () => ({ kind: "uuid" }),
};

/** What the RFCs name, in the order that a token has it in; any others follow in the form's order. */
const ORDER = ["typ", "kid", "iss", "sub", "aud", "iat", "nbf", "exp", "jti"];

function placeOf({ sets = { claim: "" } }: Field): number {
  const place = "claimNamedBy" in sets ? -1 : ORDER.indexOf("claim" in sets ? sets.claim : sets.header);
  return place < 0 ? ORDER.length : place;
}

/** The form's fields that set a claim or a header parameter. */
const claimFields = [...fields.values()].filter(({ sets }) => sets).sort((a, b) => placeOf(a) - placeOf(b));

/**
 * Reads every field of the form that sets a claim or a header parameter, in the order that a token has them in.
 *
 * @throws JwtAuthError for the first field whose value cannot be used
 */
export const readClaimFields = (values: Values): ClaimField[] =>
  claimFields.flatMap((field) => readClaimField(field, values) ?? []);

function readClaimField(field: Field, values: Values): ClaimField | undefined {
  const { name: fieldName, sets, reads = "text", referable = false } = field;
  const name = sets && applies(fieldName, values) ? nameOf(sets, values) : undefined;
  if (!sets || !name) return undefined;
  // A choice that does not exist would pass for another.
  if (field.type === "select") readSelect(fieldName, values);
  const text = readText(fieldName, values);
  return {
    field: fieldName,
    part: "header" in sets ? "header" : "claims",
    name,
    isReferable: referable,
    value: text ? READERS[reads](fieldName, text) : undefined,
  };
}

function nameOf(sets: FieldTarget, values: Values): string | undefined {
  if ("claim" in sets) return sets.claim;
  return "header" in sets ? sets.header : readText(sets.claimNamedBy, values)?.trim();
}

/** One value, several separated by commas or new lines, or a JSON array as it stands. */
function readAudience(field: FieldName, text: string): ClaimValue {
  if (text.trimStart().startsWith("[")) return { kind: "json", json: parseJson(field, text) };
  if (!/[,\n]/.test(text)) return { kind: "text", text };
  const audiences = text
    .split(/[,\n]/)
    .map((part) => part.trim())
    .filter(Boolean);
  const [only, ...others] = audiences;
  if (only === undefined)
    throw new JwtAuthError(field, "Only separators, no values. Enter a value, or none.");
  return others.length > 0 ? { kind: "json", json: audiences } : { kind: "text", text: only };
}
