import {
  defaultOf,
  type Field,
  formSchema,
  type Input,
  isContainer,
  isNotice,
  isRequired,
  isShown,
  optionsOf,
  type Values,
  wordingOf,
} from "../core";
import type { Change, YaakInput } from "./host";
import { toYaakNotice } from "./notice";

/** What changes in a field for the values that the user has typed so far. */
type ChangeOf = (field: Field, values: Values) => Change;

/**
 * An input of ui-schema.json as Yaak draws it. `dynamic` runs at every keystroke and must not throw: Yaak would take the
 * form away.
 */
export function toYaakInput(input: Input, change: ChangeOf = changeOf): YaakInput {
  if (isNotice(input)) return toYaakNotice(input);
  if (isContainer(input)) {
    const { forRequests, ...container } = input;
    const inputs = input.inputs.map((inner) => toYaakInput(inner, change));
    return { ...container, inputs, dynamic: (_ctx, { values }) => ({ hidden: !isShown(input, values) }) };
  }
  return { ...toStaticInput(input), dynamic: (_ctx, { values }) => change(input, values) };
}

/** The field before Yaak asks what the values make of it, which it does before it draws anything. */
function toStaticInput(field: Field): YaakInput {
  const { label, description, placeholder } = field;
  // A field that may stay empty shows what that means: so a default is never stored.
  const common = { name: field.name, label, description, optional: true };
  switch (field.type) {
    case "select":
      return { type: "select", ...common, options: optionsOf(field) };
    case "editor":
      return { type: "editor", ...common, placeholder, language: field.language };
    case "file":
      return { type: "file", ...common, title: field.title ?? label };
    case "text":
      return { type: "text", ...common, placeholder, password: field.password, multiLine: field.multiLine };
  }
}

/**
 * A select's default is given here and not in the field: Yaak would fill it in before it asks what the preset makes of the
 * form, and then nothing would tell it from the user's choice.
 */
export function changeOf(field: Field, values: Values): Change {
  const optional = !isRequired(field.name, values);
  const change = { hidden: !isShown(field, values), optional, ...wordingOf(field, values) };
  return field.type === "select" ? { ...change, defaultValue: defaultOf(field.name, values) } : change;
}

let inputs: YaakInput[] | undefined;

/** The whole form, for Yaak's `authentication.args`, made with its first use. */
export function formInputs(): YaakInput[] {
  inputs ??= formSchema.inputs.map((input) => toYaakInput(input));
  return inputs;
}
