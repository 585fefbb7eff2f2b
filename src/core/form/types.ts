import type schema from "../../../ui-schema.json";
import type { FieldName } from "../../field-name";
import type { Wording } from "../../presets/preset";

export type { Preset, PresetField } from "../../presets/preset";
export type { FieldName, Wording };

/** Raw form values by field name, as the host stores them. */
export type Values = Readonly<Partial<Record<FieldName, unknown>>>;

export interface Option {
  value: string;
  label: string;
}

/** The claim or header parameter that a field sets, either by its name or by the name in another field. */
export type FieldTarget = { claim: string } | { header: string } | { claimNamedBy: FieldName };

export interface Field extends Wording {
  type: "text" | "editor" | "select" | "file" | "checkbox";
  name: FieldName;
  /** Set if the field's value is used only as a claim or header parameter. */
  sets?: FieldTarget;
  /** How that value is parsed. Defaults to text. */
  reads?: "text" | "audience" | "duration" | "time" | "uuid";
  /** Whether other text can refer to this field as `$name`, and its own text can refer to others. */
  referable?: boolean;
  /** Used if the field is empty. Text fields show it as their placeholder, so they do not need a separate one. */
  default?: string;
  /** What an empty field means if it has no default, for docs/fields.md. */
  whenEmpty?: string;
  options?: Option[];
  /** The field whose options these are, except for those to omit. */
  sameOptionsAs?: FieldName;
  omits?: string[];
  /** Whether the presets are options too. Only one field offers them. */
  presets?: boolean;
  /** What Yaak suggests while the user types. */
  completions?: { value: string; detail?: string }[];
  password?: boolean;
  multiLine?: boolean;
  language?: "json";
  /** Title of the file selection window. */
  title?: string;
  /** Whether the field is among the main ones if no preset is selected. With a preset, those that its service uses are. */
  main?: boolean;
  /** Name of the condition under which the field is shown. Always shown if undefined. */
  shownWhen?: string;
  /** Whether it must be filled in. In the form, another field may provide the value instead. */
  asked?: boolean;
  /** Whether the field is shown only for presets that list it. */
  presetOnly?: boolean;
  /** Name of a condition under which the field is shown regardless of `shownWhen` and `presetOnly`. */
  alsoWhen?: string;
  /** Whether it must be filled in if it has no default. No other field can provide the value. */
  required?: boolean;
  /** Whether it is about the request that carries the token, and does not apply to a token on its own. */
  forRequests?: boolean;
  /** Overrides by condition: the first condition that holds applies. The preset's own overrides take precedence. */
  variants?: (Partial<Wording> & Pick<Field, "default" | "required"> & { when: string })[];
}

export type Container = { inputs: Input[]; forRequests?: boolean } & (
  | {
      type: "accordion";
      label: string;
      /** What its label says of the settings in it. */
      summary?: Summary;
      /** A field that this accordion hides once it is filled in, under a label that says with what. */
      folds?: FieldName;
    }
  | { type: "h_stack" }
);

export type Summary = "claims" | "header" | "placement" | "flow" | "certificate";

/** A field of a section, drawn here instead if it is one of the main ones. */
export interface OpenField {
  open: FieldName;
}

/** A place in the form for what the plugin says. */
export type Notice = { forRequests?: boolean } & (
  | { type: "banner"; shows: "status" }
  | { type: "markdown"; shows: "preset" }
  | { type: "accordion"; shows: "preview"; label: string }
);

export type Input = Field | Container | OpenField | Notice;

/** A dialog, and the action that it starts. */
export interface Dialog {
  /** Label of the action, if this is its first dialog. */
  label?: string;
  title: string;
  icon?: "copy" | "search" | "check" | "check_circle" | "key_round" | "shield_check" | "trash";
  /** Button labels. */
  confirm?: string;
  cancel?: string;
  /** Field names. */
  inputs: FieldName[];
}

export type DialogName = keyof typeof schema.dialogs;

/** A template function. */
export interface TemplateFunction {
  name: string;
  description: string;
  /** Field names. */
  inputs?: FieldName[];
}

/** The type of ui-schema.json. */
export interface FormSchema {
  name: string;
  label: string;
  shortLabel: string;
  /** A condition holds if each field that it names has one of the listed values. */
  conditions: Record<string, Partial<Record<FieldName, string[]>>>;
  inputs: Input[];
  /** Fields that are not settings: the inputs of dialogs and template functions. */
  dialogFields: Field[];
  dialogs: Record<DialogName, Dialog>;
  functions: Record<keyof typeof schema.functions, TemplateFunction>;
}
