import type { FieldName } from "../../field-name";
import { applies, readSelect, readText } from "../form/field-values";
import { fields } from "../form/schema";
import type { Field, FieldTarget, Values } from "../form/types";
import { parseDuration } from "../lib/duration";
import { JwtAuthError } from "../lib/errors";
import { type Json, parseJson } from "../lib/json";
import { trim } from "../lib/repair";
import { parseTime, type Time } from "../lib/time";

/** The value of a claim field, from which the claim is created for each token. */
export type ClaimValue =
  | { kind: "text"; text: string }
  /** References in its text are resolved for each token, as in a field with `isReferable`. */
  | { kind: "json"; json: Json }
  | { kind: "time"; time: Time }
  /** A new random UUID for each token. */
  | { kind: "uuid" };

/** A claim or header parameter that a field of the form sets. */
export interface ClaimField {
  field: FieldName;
  part: "header" | "claims";
  /** Name of the claim or header parameter. */
  name: string;
  /** Whether its text can refer to others with `$`, and they can refer to it. */
  isReferable: boolean;
  /** Undefined if it is omitted. */
  value?: ClaimValue;
}

/** Parses the value of a claim field, by its `reads` in ui-schema.json. */
const READERS: Record<NonNullable<Field["reads"]>, (field: FieldName, text: string) => ClaimValue> = {
  text: (_field, text) => ({ kind: "text", text }),
  audience: readAudience,
  duration: (field, text) => ({ kind: "time", time: { from: "now", seconds: parseDuration(field, text) } }),
  time: (field, text) => ({ kind: "time", time: parseTime(field, text) }),
  uuid: () => ({ kind: "uuid" }),
};

/** Names from the RFCs, in the order they appear in a token. All others follow in the form's order. */
const ORDER = ["typ", "kid", "iss", "sub", "aud", "iat", "nbf", "exp", "jti"];

function placeOf({ sets = { claim: "" } }: Field): number {
  const place = "claimNamedBy" in sets ? -1 : ORDER.indexOf("claim" in sets ? sets.claim : sets.header);
  return place < 0 ? ORDER.length : place;
}

/** The form's fields that set a claim or header parameter. */
const claimFields = [...fields.values()].filter(({ sets }) => sets).sort((a, b) => placeOf(a) - placeOf(b));

/**
 * Reads every field of the form that sets a claim or header parameter, in the order they appear in a token.
 *
 * @throws JwtAuthError for the first field with an invalid value
 */
export const readClaimFields = (values: Values): ClaimField[] =>
  claimFields.flatMap((field) => readClaimField(field, values) ?? []);

function readClaimField(field: Field, values: Values): ClaimField | undefined {
  const { name: fieldName, sets, reads = "text", referable = false } = field;
  const name = sets && applies(fieldName, values) ? nameOf(sets, values) : undefined;
  if (!sets || !name) return undefined;
  // An unknown option would otherwise be treated as a known one.
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
  return "header" in sets ? sets.header : readText(sets.claimNamedBy, values);
}

/** One value, several values separated by commas or line breaks, or a JSON array as is. */
function readAudience(field: FieldName, text: string): ClaimValue {
  if (text.startsWith("[")) return { kind: "json", json: parseJson(field, text) };
  if (!/[,\n]/.test(text)) return { kind: "text", text };
  const audiences = text.split(/[,\n]/).map(trim).filter(Boolean);
  const [only, ...others] = audiences;
  if (only === undefined)
    throw new JwtAuthError(field, "Only separators, no values. Enter a value, or none.");
  return others.length > 0 ? { kind: "json", json: audiences } : { kind: "text", text: only };
}
