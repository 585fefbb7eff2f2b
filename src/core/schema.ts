import schema from "../../ui-schema.json";
import { presets } from "../presets";
import type { Preset } from "../presets/preset";

/** Raw values of the form, by field name, as a client stores them. */
export type Values = Readonly<Record<string, unknown>>;

/** What can change in a field while the form is filled in. */
export interface Wording {
  label: string;
  description?: string;
  placeholder?: string;
}

export interface Option {
  value: string;
  label: string;
}

export interface Field extends Wording {
  type: "text" | "editor" | "select" | "file";
  name: string;
  /** Taken when the field is empty. Text fields show it as their placeholder, so none of them needs a placeholder too. */
  default?: string;
  /** For the README, where there is no default: what an empty field means. */
  whenEmpty?: string;
  options?: Option[];
  /** Whether the presets are options too; only one field offers them. */
  presets?: boolean;
  password?: boolean;
  multiLine?: boolean;
  language?: "json";
  /** Title of the window in which a file is chosen. */
  title?: string;
  /** Name of the condition under which the field is shown; always, where there is none. */
  shownWhen?: string;
  /** Whether it has to be filled in; in the form, another field may make up for it. */
  asked?: boolean;
  /** Whether the field is shown only for presets that name it. */
  presetOnly?: boolean;
  /** Other wording under a named condition; the first that holds counts. A preset's own wording comes before it. */
  variants?: (Partial<Wording> & { when: string })[];
}

export type Container = { inputs: Input[]; forRequests?: boolean } & (
  | { type: "accordion"; label: string }
  | { type: "h_stack" }
);

/** A place in the form for what the plugin has to say; hidden while that is nothing. */
export type Notice = { shows: "error" | "warnings" | "preset" | "preview"; forRequests?: boolean } & (
  | { type: "banner"; color: "danger" | "warning" }
  | { type: "markdown" }
);

export type Input = Field | Container | Notice;

/** A dialog, and the action that it begins. */
export interface Dialog {
  /** The action's, where the dialog is an action's first. */
  label?: string;
  title: string;
  icon?: "copy" | "search" | "check_circle";
  /** Text of its buttons. */
  confirm?: string;
  cancel?: string;
  /** Names of fields. */
  inputs: string[];
}

export type DialogName = keyof typeof schema.dialogs;

/** A template function. */
export interface TemplateFunction {
  name: string;
  description: string;
  /** Names of fields. */
  inputs?: string[];
}

/** The type of ui-schema.json. */
export interface FormSchema {
  name: string;
  label: string;
  shortLabel: string;
  /** A condition holds when each field it names has one of the values listed. */
  conditions: Record<string, Record<string, string[]>>;
  inputs: Input[];
  /** Fields that are no settings: what dialogs and template functions ask for. */
  dialogFields: Field[];
  dialogs: Record<DialogName, Dialog>;
  functions: Record<keyof typeof schema.functions, TemplateFunction>;
}

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
export const fields: ReadonlyMap<string, Field> = new Map(
  fieldsOf(formSchema.inputs).map((field) => [field.name, field]),
);

const dialogFields = new Map(formSchema.dialogFields.map((field) => [field.name, field]));

/** A field of the form, or of a dialog, by its name. */
export const fieldOf = (name: string): Field | undefined => fields.get(name) ?? dialogFields.get(name);

/** What a select offers. */
export function optionsOf({ options = [], presets: offersPresets }: Field): Option[] {
  if (!offersPresets) return options;
  return [...options, ...Array.from(presets.values(), ({ id, label }) => ({ value: id, label }))];
}

const presetField = [...fields.values()].find((field) => field.presets)?.name ?? "";

/** The preset that is chosen; undefined for none. */
export function presetOf(values: Values): Preset | undefined {
  const id = values[presetField];
  return typeof id === "string" ? presets.get(id.trim()) : undefined;
}

/** Whether a client's value says nothing: never set, cleared text (""), nothing but space, an unset file (null). */
export const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === "string" && value.trim() === "");

/** What an empty field means: the preset's value for it, else its default; undefined where it has neither. */
export const defaultOf = (name: string, values: Values): string | undefined =>
  presetOf(values)?.fields[name]?.default ?? fieldOf(name)?.default;

/** What a field says: its value, or its default where it is empty. */
export const fieldValue = (name: string, values: Values): unknown =>
  isEmpty(values[name]) ? defaultOf(name, values) : values[name];

/** Whether a named condition of the schema holds; no condition always does. */
function holds(condition: string | undefined, values: Values): boolean {
  if (condition === undefined) return true;
  return Object.entries(formSchema.conditions[condition] ?? {}).every(([name, accepted]) =>
    accepted.some((value) => value === fieldValue(name, values)),
  );
}

/** Whether a field is shown for these values. A container is, as long as something in it is; a notice always. */
export function isShown(input: Input, values: Values): boolean {
  if (isNotice(input)) return true;
  if (isContainer(input)) return input.inputs.some((inner) => isShown(inner, values));
  if (input.presetOnly && !presetOf(values)?.fields[input.name]) return false;
  return holds(input.shownWhen, values);
}

/** Whether the chosen preset needs a field that only the user can fill in. */
export function isRequired(name: string, values: Values): boolean {
  const { required = false, inKey = false } = presetOf(values)?.fields[name] ?? {};
  return required && !inKey;
}

/** Whether the user of the chosen preset is asked to fill a field in. */
export const isAsked = (field: Field, values: Values): boolean =>
  field.asked === true || isRequired(field.name, values);

/** Label, help text and placeholder of a field for these values. */
export function wordingOf(field: Field, values: Values): Wording {
  const variant = field.variants?.find(({ when }) => holds(when, values));
  const preset = presetOf(values)?.fields[field.name];
  const pick = (part: keyof Wording) => preset?.[part] ?? variant?.[part] ?? field[part];
  const value = field.options ? undefined : (preset?.default ?? field.default);
  return {
    label: pick("label") ?? field.label,
    description: pick("description"),
    placeholder: preset?.placeholder ?? value ?? pick("placeholder"),
  };
}
