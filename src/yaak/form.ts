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

/** How a field changes with the values entered so far. */
type ChangeOf = (field: Field, values: Values) => Change;

/**
 * An input of ui-schema.json as a Yaak input. `dynamic` runs on every keystroke and must not throw, because Yaak would
 * remove the form.
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

/** The field before its `dynamic` runs. Yaak runs that before it draws anything. */
function toStaticInput(field: Field): YaakInput {
  const { label, description, placeholder } = field;
  // Empty fields show their default, so defaults are never stored.
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
 * A select's default is set here and not in the field. Otherwise, Yaak would fill it in before it runs `dynamic`, and it
 * would look like the user's choice.
 */
export function changeOf(field: Field, values: Values): Change {
  const optional = !isRequired(field.name, values);
  const change = { hidden: !isShown(field, values), optional, ...wordingOf(field, values) };
  return field.type === "select" ? { ...change, defaultValue: defaultOf(field.name, values) } : change;
}

let inputs: YaakInput[] | undefined;

/** The whole form, for Yaak's `authentication.args`, created on first use. */
export function formInputs(): YaakInput[] {
  inputs ??= formSchema.inputs.map((input) => toYaakInput(input));
  return inputs;
}
