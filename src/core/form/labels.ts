import type { FieldName } from "../../field-name";
import { JwtAuthError } from "../lib/errors";
import { fieldOf, formSchema, optionsOf, wordingOf } from "./schema";
import type { Values } from "./types";

/**
 * The error as the user sees it: `<Field label>: <what is wrong>. <What to do>.`, with the label that the form shows for
 * these values. Anything other than a JwtAuthError is reported as a bug in this plugin, without its own message.
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
  const { field, problem, cause, label, isMissing } = error;
  if (label !== undefined || field === undefined) return error;
  return new JwtAuthError(field, problem, { cause, label: labelOf(field, values), isMissing });
}

/** Runs the work and returns its result. Throws errors as {@link withLabel} returns them. */
export async function labelErrors<T>(values: Values, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw withLabel(error, values);
  }
}

/** The label of an option. */
export const labelOfOption = (name: FieldName, value: string): string =>
  optionsOf(fieldOf(name)).find((option) => option.value === value)?.label ?? value;

/** The label that the form shows for these values. */
export const labelOf = (name: FieldName, values: Values): string => wordingOf(fieldOf(name), values).label;
