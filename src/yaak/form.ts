import { type Field, formSchema, type Input, isContainer, isShown, wordingOf } from "../core/schema";
import type { YaakInput } from "./host";

/**
 * An input of ui-schema.json as Yaak draws it. `dynamic` runs at every keystroke and must not throw: Yaak would take the
 * form away.
 */
function toYaakInput(input: Input): YaakInput {
  if (isContainer(input)) {
    const container = { ...input, inputs: input.inputs.map(toYaakInput) };
    return { ...container, dynamic: (_ctx, { values }) => ({ hidden: !isShown(input, values) }) };
  }
  return {
    ...toStaticInput(input),
    dynamic: (_ctx, { values }) => ({ hidden: !isShown(input, values), ...wordingOf(input, values) }),
  };
}

/** The field as it is before anything is filled in. */
function toStaticInput(field: Field): YaakInput {
  const { label, description, placeholder } = wordingOf(field, {});
  // Every field may stay empty, and a text field says with its placeholder what that means: so a default is never stored.
  const common = { name: field.name, label, description, optional: true };
  switch (field.type) {
    case "select":
      return { type: "select", ...common, defaultValue: field.default, options: field.options ?? [] };
    case "editor":
      return { type: "editor", ...common, placeholder, language: field.language };
    case "file":
      return { type: "file", ...common, title: field.title ?? label };
    case "text":
      return { type: "text", ...common, placeholder, password: field.password, multiLine: field.multiLine };
  }
}

/** The whole form, for Yaak's `authentication.args`. */
export const formInputs: YaakInput[] = formSchema.inputs.map(toYaakInput);
