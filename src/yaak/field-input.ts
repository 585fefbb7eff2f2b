import { type Field, type Option, optionsOf, referenceNames, type Wording } from "../core";
import type { YaakInput } from "./host";

/** What changes in a field. */
interface FieldChange extends Wording {
  hidden?: boolean;
  optional?: boolean;
  defaultValue?: string;
  options?: Option[];
  language?: "json";
}

/** A field with its own texts. Empty fields show their default, so defaults are never stored. */
export const toStaticField = (field: Field): YaakInput =>
  toFieldInput(field, { ...field, defaultValue: undefined, options: optionsOf(field) });

/** Written out, because copying dozens of objects on every keystroke takes longer than all else. */
export function toFieldInput(field: Field, change: FieldChange): YaakInput {
  const { name, type, password, multiLine } = field;
  const { label, description, placeholder, hidden, optional = true } = change;
  switch (type) {
    case "select": {
      const { options = [], defaultValue } = change;
      return { type, name, label, description, hidden, optional, options, defaultValue };
    }
    case "editor": {
      const { language } = change;
      const completionOptions = hidden === false ? completionsOf(field) : undefined;
      return { type, name, label, description, hidden, optional, placeholder, language, completionOptions };
    }
    case "checkbox":
      return { type, name, label, description, hidden, optional };
    case "file":
      return { type, name, label, description, hidden, optional, title: field.title ?? label };
    case "text": {
      const completionOptions = hidden === false ? completionsOf(field) : undefined;
      return {
        type,
        name,
        label,
        description,
        hidden,
        optional,
        placeholder,
        password,
        multiLine,
        completionOptions,
      };
    }
  }
}

type Completions = { label: string; detail?: string; type: "constant" }[];

/** What Yaak suggests in each field, created when it is first shown. */
const completions = new Map<Field, Completions | undefined>();

function completionsOf(field: Field): Completions | undefined {
  if (!completions.has(field)) completions.set(field, createCompletions(field));
  return completions.get(field);
}

function createCompletions({ completions: own = [], referable }: Field): Completions | undefined {
  const placeholders = referable
    ? referenceNames.map((name) => ({ value: `$${name}`, detail: undefined }))
    : [];
  const all = [...own, ...placeholders].map(({ value, detail }) => ({
    label: value,
    detail,
    type: "constant" as const,
  }));
  return all.length > 0 ? all : undefined;
}
