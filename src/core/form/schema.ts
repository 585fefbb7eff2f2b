import schema from "../../../ui-schema.json";
import type { FieldName } from "../../field-name";
import { presets } from "../../presets";
import type { Container, Field, FormSchema, Input, Notice, Option, Preset, Values, Wording } from "./types";

export const formSchema = schema as FormSchema;

/** Whether an input is about the request that a token goes on, and does not matter for a token alone. */
export const isForRequests = (input: Input): boolean => "forRequests" in input && input.forRequests === true;

export const isContainer = (input: Input): input is Container => "inputs" in input;
export const isNotice = (input: Input): input is Notice => "shows" in input;

function fieldsOf(inputs: Input[]): Field[] {
  return inputs.flatMap((input) => {
    if (isNotice(input)) return [];
    return isContainer(input) ? fieldsOf(input.inputs) : input;
  });
}

/** Every field of the form by its name, in the form's order. */
export const fields: ReadonlyMap<FieldName, Field> = new Map(
  fieldsOf(formSchema.inputs).map((field) => [field.name, field]),
);

/** The fields that are no settings, by name. */
export const dialogFields: ReadonlyMap<FieldName, Field> = new Map(
  formSchema.dialogFields.map((field) => [field.name, field]),
);

/** A field of the form, or of a dialog, by its name. */
export const fieldOf = (name: FieldName): Field => (fields.get(name) ?? dialogFields.get(name)) as Field;

/** Fields that text can refer to. */
export const referableFields: readonly FieldName[] = [...fields.values()]
  .filter(({ referable }) => referable)
  .map(({ name }) => name);

/** What a select offers. */
export function optionsOf({ options = [], presets: offersPresets }: Field): Option[] {
  if (!offersPresets) return options;
  return [...options, ...Array.from(presets.values(), ({ id, label }) => ({ value: id, label }))];
}

/** The preset that is chosen; undefined for none. */
export function presetOf(values: Values): Preset | undefined {
  const id = values.preset;
  return typeof id === "string" ? presets.get(id.trim()) : undefined;
}

/** Whether a client's value says nothing: never set, cleared text (""), nothing but space, an unset file (null). */
export const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === "string" && value.trim() === "");

/** What is different in a field for these values. */
const variantOf = ({ variants }: Field, values: Values) => variants?.find(({ when }) => holds(when, values));

/** What an empty field means: the preset's value for it, else its default; undefined where it has neither. */
export function defaultOf(name: FieldName, values: Values): string | undefined {
  const field = fieldOf(name);
  return presetOf(values)?.fields[name]?.default ?? variantOf(field, values)?.default ?? field.default;
}

/** What a field says: its value, or its default where it is empty. */
export const fieldValue = (name: FieldName, values: Values): unknown =>
  isEmpty(values[name]) ? defaultOf(name, values) : values[name];

/** What each condition wants of which field. */
const conditions = new Map(
  Object.entries(formSchema.conditions).map(([name, wanted]) => [
    name,
    Object.entries(wanted) as [FieldName, unknown[]][],
  ]),
);

/** Whether a named condition of the schema holds; no condition always does. */
function holds(condition: string | undefined, values: Values): boolean {
  const wanted = condition === undefined ? [] : (conditions.get(condition) ?? []);
  return wanted.every(([name, accepted]) => accepted.includes(fieldValue(name, values)));
}

/** Whether a field is shown for these values. A container is, as long as something in it is; a notice always. */
export function isShown(input: Input, values: Values): boolean {
  if (isNotice(input)) return true;
  if (isContainer(input)) return input.inputs.some((inner) => isShown(inner, values));
  if (input.alsoWhen && holds(input.alsoWhen, values)) return true;
  if (input.presetOnly && !presetOf(values)?.fields[input.name]) return false;
  return holds(input.shownWhen, values);
}

/** Whether the chosen preset or flow needs a field that only the user can fill in. */
export function isRequired(name: FieldName, values: Values): boolean {
  const ofPreset = presetOf(values)?.fields[name];
  if (ofPreset?.required) return !ofPreset.inKey;
  const field = fieldOf(name);
  const required = variantOf(field, values)?.required ?? field.required ?? false;
  return required && ofPreset?.default === undefined;
}

/** Whether the user of the chosen preset is asked to fill a field in. */
export const isAsked = (field: Field, values: Values): boolean =>
  field.asked === true || isRequired(field.name, values);

/** Label, help text and placeholder of a field for these values. */
export function wordingOf(field: Field, values: Values): Wording {
  const variant = variantOf(field, values);
  const preset = presetOf(values)?.fields[field.name];
  const pick = (part: keyof Wording) => preset?.[part] ?? variant?.[part] ?? field[part];
  // What stands for an empty field shows in grey, but for a select, which shows its default itself.
  const grey = (from: Partial<Field> = {}) => from.placeholder ?? (field.options ? undefined : from.default);
  return {
    label: pick("label") ?? field.label,
    description: pick("description"),
    placeholder: grey(preset) ?? grey(variant) ?? grey(field),
  };
}

/** Label of the accordion that a field is in; undefined for none. */
export function sectionOf(name: FieldName): string | undefined {
  const contains = (input: Input): boolean =>
    isContainer(input) ? input.inputs.some(contains) : "name" in input && input.name === name;
  const section = formSchema.inputs.find(contains);
  return section?.type === "accordion" ? section.label : undefined;
}
