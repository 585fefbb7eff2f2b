import {
  fieldOf,
  formSchema,
  isContainer,
  isHidden,
  isNotice,
  isOpenField,
  isRequired,
  isShown,
  presetOf,
} from "./schema";
import type { Field, FieldName, Input, Values } from "./types";

/** The fields that can be among the main ones instead of in their section. */
const openable = new Set(openFieldsOf(formSchema.inputs));

function openFieldsOf(inputs: Input[]): FieldName[] {
  return inputs.flatMap((input) => {
    if (isOpenField(input)) return input.open;
    return isContainer(input) && !("folds" in input) ? openFieldsOf(input.inputs) : [];
  });
}

/**
 * Whether a field is drawn among the main ones instead of in its section: what users of every service need, or with a preset, what
 * its service requires or has a name of its own for.
 *
 * @param lacking a field whose value the key should have, but does not
 */
export function isOpen({ name, main = false }: Field, values: Values, lacking?: FieldName): boolean {
  if (!openable.has(name)) return false;
  const preset = presetOf(values);
  if (!preset) return main;
  const { inKey, label, description } = preset.fields[name] ?? {};
  return name === lacking || isRequired(name, values) || (!inKey && (label ?? description) !== undefined);
}

/** Whether an input is drawn where it is in the schema. A container is if anything in it is. A notice always is. */
export function isDrawn(input: Input, values: Values, lacking?: FieldName): boolean {
  if (isNotice(input)) return true;
  if (isContainer(input)) return input.inputs.some((inner) => isDrawn(inner, values, lacking));
  const field = isOpenField(input) ? fieldOf(input.open) : input;
  if (!isShown(field, values) || isHidden(field.name, values)) return false;
  return isOpen(field, values, lacking) === isOpenField(input);
}

/** Label of the accordion that a field is drawn in. Undefined if it is among the main ones. */
export function sectionOf(name: FieldName, values: Values, lacking?: FieldName): string | undefined {
  const contains = (input: Input): boolean =>
    isContainer(input) ? input.inputs.some(contains) : "name" in input && input.name === name;
  const section = formSchema.inputs.find(contains);
  if (!section || !("label" in section) || isOpen(fieldOf(name), values, lacking)) return undefined;
  return section.type === "accordion" ? section.label : undefined;
}

/** The place of each field in the form, if it is among the main ones or in a section. */
const places = namesIn(formSchema.inputs);

function namesIn(inputs: Input[]): string[] {
  return inputs.flatMap((input) => {
    if (isNotice(input)) return [];
    if (isContainer(input)) return namesIn(input.inputs);
    return isOpenField(input) ? `open ${input.open}` : input.name;
  });
}

/** Fields in the order in which they are drawn. */
export function inDrawnOrder(list: Field[], values: Values): Field[] {
  const placeOf = (field: Field) => places.indexOf(isOpen(field, values) ? `open ${field.name}` : field.name);
  return [...list].sort((a, b) => placeOf(a) - placeOf(b));
}
