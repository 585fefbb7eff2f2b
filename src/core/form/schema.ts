import schema from "../../../ui-schema.json";
import type { FieldName } from "../../field-name";
import { presets } from "../../presets";
import { trim } from "../lib/repair";
import type {
  Container,
  Field,
  FormSchema,
  Input,
  Notice,
  OpenField,
  Option,
  Preset,
  Values,
  Wording,
} from "./types";

export const formSchema = schema as FormSchema;

export const isContainer = (input: Input): input is Container => "inputs" in input;
export const isNotice = (input: Input): input is Notice => "shows" in input;
export const isOpenField = (input: Input): input is OpenField => "open" in input;

/** The fields whose home is in these inputs. */
export function fieldsOf(inputs: Input[]): Field[] {
  return inputs.flatMap((input) => {
    if (isNotice(input) || isOpenField(input)) return [];
    return isContainer(input) ? fieldsOf(input.inputs) : input;
  });
}

/** Every field of the form by name, in the form's order. */
export const fields: ReadonlyMap<FieldName, Field> = new Map(
  fieldsOf(formSchema.inputs).map((field) => [field.name, field]),
);

/** The fields that are not settings (inputs of dialogs and template functions), by name. */
export const dialogFields: ReadonlyMap<FieldName, Field> = new Map(
  formSchema.dialogFields.map((field) => [field.name, field]),
);

/** A field of the form or of a dialog, by name. */
export const fieldOf = (name: FieldName): Field => (fields.get(name) ?? dialogFields.get(name)) as Field;

/** Whether an input is about the request that carries the token, and does not apply to a token on its own. */
export function isForRequests(input: Input): boolean {
  const { forRequests = false } = isOpenField(input) ? fieldOf(input.open) : input;
  return forRequests;
}

/** Fields that text can refer to with `$`. */
export const referableFields: readonly FieldName[] = [...fields.values()]
  .filter(({ referable }) => referable)
  .map(({ name }) => name);

/** The options of a select. */
export function optionsOf(field: Field): Option[] {
  const known = optionLists.get(field) ?? listOptions(field);
  optionLists.set(field, known);
  return known;
}

const optionLists = new Map<Field, Option[]>();

function listOptions({ options = [], presets: offersPresets, sameOptionsAs, omits }: Field): Option[] {
  if (sameOptionsAs) return optionsOf(fieldOf(sameOptionsAs)).filter(({ value }) => !omits?.includes(value));
  return offersPresets ? [...options, ...presetOptions] : options;
}

const presetOptions = Array.from(presets.values(), ({ id, label }): Option => ({ value: id, label }));

const MAX_OPTION_CHARS = 100;

/** The value of a select without white space around it. Not if it is too long to be an option, because it is asked for very often. */
const optionIn = (value: unknown): unknown =>
  typeof value === "string" && value.length <= MAX_OPTION_CHARS ? trim(value) : value;

/** The selected preset. Undefined if none is selected. */
export function presetOf(values: Values): Preset | undefined {
  const id = optionIn(values.preset);
  return typeof id === "string" ? presets.get(id) : undefined;
}

/** Whether a stored value is empty: never set, cleared (""), only white space and invisible characters, or an unset file (null). */
export const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === "string" && trim(value) === "");

/** The variant of a field that applies to these values. */
const variantOf = ({ variants }: Field, values: Values) => variants?.find(({ when }) => holds(when, values));

/** What an empty field means: the preset's default, or else the field's own. Undefined if it has neither. */
export function defaultOf(name: FieldName, values: Values): string | undefined {
  const field = fieldOf(name);
  return presetOf(values)?.fields[name]?.default ?? variantOf(field, values)?.default ?? field.default;
}

/** A field's value, or its default if it is empty, or if the preset hides it. */
export const fieldValue = (name: FieldName, values: Values): unknown =>
  isEmpty(values[name]) || isHidden(name, values) ? defaultOf(name, values) : values[name];

/** The fields that any preset hides, because values are asked for very often. */
const hideable = new Set(
  [...presets.values()].flatMap((preset) =>
    Object.entries(preset.fields).flatMap(([name, { hidden }]) => (hidden ? name : [])),
  ),
);

/** Whether the selected preset sets a field that the user does not see. A value from before is ignored. */
export const isHidden = (name: FieldName, values: Values): boolean =>
  hideable.has(name) && presetOf(values)?.fields[name]?.hidden === true;

/** The fields and values that each condition requires. */
const conditions = new Map(
  Object.entries(formSchema.conditions).map(([name, wanted]) => [
    name,
    Object.entries(wanted) as [FieldName, unknown[]][],
  ]),
);

/** Whether the key decides the algorithm, which is the field's default. */
export const isAuto = (values: Values): boolean =>
  optionIn(fieldValue("algorithm", values)) === fieldOf("algorithm").default;

/** The algorithms with a secret, and those with a private key. */
const KINDS = ["secret", "privateKey"].map((name) => formSchema.conditions[name]?.algorithm ?? []);

/** Whether a named condition of the schema holds. True if the name is undefined. */
function holds(condition: string | undefined, values: Values): boolean {
  const wanted = condition === undefined ? [] : (conditions.get(condition) ?? []);
  return wanted.every(([name, accepted]) => accepted.includes(conditionValue(name, values)));
}

/**
 * The value that conditions compare. If the key decides the algorithm, but the preset's service accepts only those of one kind,
 * the first of them stands for all.
 */
function conditionValue(name: FieldName, values: Values): unknown {
  const value = optionIn(fieldValue(name, values));
  const accepted = name === "algorithm" && isAuto(values) ? presetOf(values)?.algorithms : undefined;
  if (!accepted) return value;
  const kind = KINDS.find((names) => accepted.every((algorithm) => names.includes(algorithm)));
  return kind ? accepted[0] : value;
}

/** Whether a field is shown for these values, wherever it is drawn. */
export function isShown(input: Field, values: Values): boolean {
  if (input.alsoWhen && holds(input.alsoWhen, values)) return true;
  if (input.presetOnly && !presetOf(values)?.fields[input.name]) return false;
  return holds(input.shownWhen, values);
}

/** Whether the selected preset or flow requires a field that only the user can fill in. */
export function isRequired(name: FieldName, values: Values): boolean {
  const ofPreset = presetOf(values)?.fields[name];
  if (ofPreset?.required) return !ofPreset.inKey;
  const field = fieldOf(name);
  const required = variantOf(field, values)?.required ?? field.required ?? false;
  return required && ofPreset?.default === undefined;
}

/** Whether the selected preset asks the user to fill in a field. */
export const isAsked = (field: Field, values: Values): boolean =>
  field.asked === true || isRequired(field.name, values);

/** Label, description, and placeholder of a field for these values. */
export function wordingOf(field: Field, values: Values): Wording {
  const variant = variantOf(field, values);
  const preset = presetOf(values)?.fields[field.name];
  const pick = (part: keyof Wording) => preset?.[part] ?? variant?.[part] ?? field[part];
  // The placeholder shows the default of an empty field. A select shows its default itself.
  const gray = (from: Partial<Field> = {}) => from.placeholder ?? (field.options ? undefined : from.default);
  return {
    label: pick("label") ?? field.label,
    description: pick("description"),
    placeholder: gray(preset) ?? gray(variant) ?? gray(field),
  };
}
