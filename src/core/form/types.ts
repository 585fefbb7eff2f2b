import type schema from "../../../ui-schema.json";
import type { FieldName } from "../../field-name";
import type { Wording } from "../../presets/preset";

export type { Preset, PresetField } from "../../presets/preset";
export type { FieldName, Wording };

/** Raw values of the form, by field name, as a client stores them. */
export type Values = Readonly<Partial<Record<FieldName, unknown>>>;

export interface Option {
  value: string;
  label: string;
}

/** The claim or header parameter that a field sets: one of that name, or of the name that another field holds. */
export type FieldTarget = { claim: string } | { header: string } | { claimNamedBy: FieldName };

export interface Field extends Wording {
  type: "text" | "editor" | "select" | "file";
  name: FieldName;
  /** What the field's value becomes a part of, where that is a claim or header parameter alone. */
  sets?: FieldTarget;
  /** How that value is read; as text, where nothing is said. */
  reads?: "text" | "audience" | "duration" | "time" | "uuid";
  /** Whether text can refer to it by its name with a dollar sign before, and its own text can refer to others. */
  referable?: boolean;
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
  /** Name of a condition under which the field is shown, whatever the two before say. */
  alsoWhen?: string;
  /** Whether it has to be filled in, where it has no default, and nothing makes up for it. */
  required?: boolean;
  /** Whether it does not matter for a token alone, but for what a request does with it. */
  forRequests?: boolean;
  /** What is different under a named condition; the first that holds counts. A preset's own comes before it. */
  variants?: (Partial<Wording> & Pick<Field, "default" | "required"> & { when: string })[];
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
  inputs: FieldName[];
}

export type DialogName = keyof typeof schema.dialogs;

/** A template function. */
export interface TemplateFunction {
  name: string;
  description: string;
  /** Names of fields. */
  inputs?: FieldName[];
}

/** The type of ui-schema.json. */
export interface FormSchema {
  name: string;
  label: string;
  shortLabel: string;
  /** A condition holds when each field it names has one of the values listed. */
  conditions: Record<string, Partial<Record<FieldName, string[]>>>;
  inputs: Input[];
  /** Fields that are no settings: what dialogs and template functions ask for. */
  dialogFields: Field[];
  dialogs: Record<DialogName, Dialog>;
  functions: Record<keyof typeof schema.functions, TemplateFunction>;
}
