import type { FieldName } from "../../field-name";
import { JwtAuthError } from "../lib/errors";
import { fieldOf, formSchema, wordingOf } from "./schema";
import type { Values } from "./types";

/**
 * What a user is told of a failure: `<Field label>: <what is wrong>. <What to do>.`, with the label that the form shows for
 * these values. Anything that is no JwtAuthError is a fault of this plugin and says so, without its own words.
 */
export function withLabel(error: unknown, values: Values): JwtAuthError {
  if (!(error instanceof JwtAuthError)) {
    const kind = error instanceof Error ? error.name : typeof error;
    return new JwtAuthError(
      undefined,
      `Bug in this plugin (${kind}). Report it with your algorithm and key format, but not the key.`,
      { label: formSchema.label },
    );
  }
  const { field, problem, cause, label } = error;
  if (label !== undefined || field === undefined) return error;
  return new JwtAuthError(field, problem, { cause, label: labelOf(field, values) });
}

/** What the work comes to. What it throws is told as {@link withLabel} has it. */
export async function labelErrors<T>(values: Values, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw withLabel(error, values);
  }
}

/** The label that the form shows for these values. */
export const labelOf = (name: FieldName, values: Values): string => wordingOf(fieldOf(name), values).label;
