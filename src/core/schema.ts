import schema from "../../ui-schema.json";

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
  password?: boolean;
  multiLine?: boolean;
  language?: "json";
  /** Title of the window in which a file is chosen. */
  title?: string;
  /** Name of the condition under which the field is shown; always, where there is none. */
  shownWhen?: string;
  /** Other wording under a named condition; the first that holds counts. */
  variants?: (Partial<Wording> & { when: string })[];
}

export type Container = { inputs: Input[] } & ({ type: "accordion"; label: string } | { type: "h_stack" });

export type Input = Field | Container;

/** The type of ui-schema.json. */
export interface FormSchema {
  name: string;
  label: string;
  shortLabel: string;
  /** A condition holds when each field it names has one of the values listed. */
  conditions: Record<string, Record<string, string[]>>;
  inputs: Input[];
}

export const formSchema = schema as FormSchema;

export const isContainer = (input: Input): input is Container => "inputs" in input;

const fieldsOf = (inputs: Input[]): Field[] =>
  inputs.flatMap((input) => (isContainer(input) ? fieldsOf(input.inputs) : input));

/** Every field of the form by its name, in the form's order. */
export const fields: ReadonlyMap<string, Field> = new Map(
  fieldsOf(formSchema.inputs).map((field) => [field.name, field]),
);

/** Whether a client's value says nothing: never set, cleared text (""), nothing but space, an unset file (null). */
export const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === "string" && value.trim() === "");

/** What a field says: its value, or its default where it is empty; undefined where it has neither. */
export function fieldValue(name: string, values: Values): unknown {
  return isEmpty(values[name]) ? fields.get(name)?.default : values[name];
}

/** Whether a named condition of the schema holds; no condition always does. */
function holds(condition: string | undefined, values: Values): boolean {
  if (condition === undefined) return true;
  return Object.entries(formSchema.conditions[condition] ?? {}).every(([name, accepted]) =>
    accepted.some((value) => value === fieldValue(name, values)),
  );
}

/** Whether an input is shown for these values. A container is, as long as something in it is. */
export function isShown(input: Input, values: Values): boolean {
  if (isContainer(input)) return input.inputs.some((inner) => isShown(inner, values));
  return holds(input.shownWhen, values);
}

/** Label, help text and placeholder of a field for these values. */
export function wordingOf(field: Field, values: Values): Wording {
  const { when: _, ...variant } = field.variants?.find(({ when }) => holds(when, values)) ?? { when: "" };
  const { label, description, placeholder = field.options ? undefined : field.default } = field;
  return { label, description, placeholder, ...variant };
}
