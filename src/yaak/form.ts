import {
  defaultOf,
  type Field,
  fieldOf,
  formSchema,
  type Input,
  isContainer,
  isDrawn,
  isEmpty,
  isNotice,
  isOpenField,
  isRequired,
  isShown,
  optionsOf,
  presetOf,
  referenceNames,
  type Values,
  wordingOf,
} from "../core";
import { type Drawing, drawingOf } from "./drawing";
import type { Change, DynamicArguments, YaakInput } from "./host";
import { drawNotice } from "./notice";
import { keyLabel, sectionLabel } from "./section-label";

/** An input of ui-schema.json as a Yaak input. `dynamic` runs on every keystroke and must not throw, because Yaak would remove the form. */
export function toYaakInput(input: Input): YaakInput {
  return {
    ...toStaticInput(input),
    dynamic: async (ctx, args) => (isSent(args) ? {} : draw(input, await drawingOf(ctx, args))),
  } as YaakInput;
}

/** Yaak also runs `dynamic` on every send, when nothing is drawn. */
const isSent = (args: DynamicArguments): boolean =>
  "method" in args || ("purpose" in args && args.purpose === "send");

/**
 * An input before its `dynamic` runs. Yaak runs that before it draws anything, but knows the fields of a template function from
 * here. It has only what the oldest supported Yaak knows.
 */
function toStaticInput(input: Input): YaakInput {
  if (isNotice(input)) {
    if (input.type === "markdown") return { type: "markdown", content: "", hidden: true };
    const label = input.type === "accordion" ? { label: input.label } : {};
    return { type: input.type, ...label, inputs: [], hidden: true } as YaakInput;
  }
  if (isOpenField(input)) return toStaticField(fieldOf(input.open));
  if (!isContainer(input)) return toStaticField(input);
  const inputs = input.inputs.map(toStaticInput);
  return input.type === "h_stack"
    ? { type: "banner", inputs }
    : { type: "accordion", label: input.label, inputs };
}

/** A field with its own texts. Empty fields show their default, so defaults are never stored. */
export function toStaticField(field: Field): YaakInput {
  const { name, label, description, placeholder } = field;
  const common = { name, label, description, optional: true };
  const completionOptions = completionsOf(field);
  switch (field.type) {
    case "select":
      return { type: "select", ...common, options: optionsOf(field) };
    case "editor":
      return { type: "editor", ...common, placeholder, language: field.language, completionOptions };
    case "checkbox":
      return { type: "checkbox", ...common };
    case "file":
      return { type: "file", ...common, title: field.title ?? label };
    case "text": {
      const { password, multiLine } = field;
      return { type: "text", ...common, placeholder, password, multiLine, completionOptions };
    }
  }
}

type Completions = { label: string; detail?: string; type: "constant" }[];

function completionsOf({ completions = [], referable }: Field): Completions | undefined {
  const placeholders = referable
    ? referenceNames.map((name) => ({ value: `$${name}`, detail: undefined }))
    : [];
  const all = [...completions, ...placeholders].map(({ value, detail }) => ({
    label: value,
    detail,
    type: "constant" as const,
  }));
  return all.length > 0 ? all : undefined;
}

/** What changes in an input with what is filled in. */
function draw(input: Input, drawing: Drawing): Partial<YaakInput> {
  const { values, isOld } = drawing;
  if (isNotice(input)) return drawNotice(input, drawing);
  if (isOpenField(input)) return drawField(fieldOf(input.open), drawing, isDrawn(input, values));
  if (!isContainer(input))
    return drawField(input, drawing, isDrawn(input, values) && !isFolded(input, drawing));
  const inputs = input.inputs.flatMap((inner) => drawNested(inner, drawing));
  if (input.type === "h_stack")
    return { type: isOld ? "banner" : "h_stack", hidden: !isDrawn(input, values), inputs } as Change;
  if (input.folds === undefined)
    return { hidden: !isDrawn(input, values), label: sectionLabel(input, drawing), inputs } as Change;
  const field = fieldOf(input.folds);
  const folded = { ...toStaticField(field), ...drawField(field, drawing, true) } as YaakInput;
  return { hidden: !isFolded(field, drawing), label: keyLabel(field, drawing), inputs: [folded] } as Change;
}

function drawNested(input: Input, drawing: Drawing): YaakInput[] {
  const drawn = { ...toStaticInput(input), ...draw(input, drawing) } as YaakInput;
  // Before 2025.11, Yaak has no inputs side by side.
  return drawing.isOld && isContainer(input) && "inputs" in drawn ? (drawn.inputs ?? []) : [drawn];
}

/** Whether the field is drawn inside the accordion that folds it. */
function isFolded({ name }: Field, { values, preview }: Drawing): boolean {
  if (name !== "key" || !isShown(fieldOf(name), values)) return false;
  return preview.recognized !== undefined || (isEmpty(values.key) && !isEmpty(values.keyFile));
}

/**
 * A select's default is set here and not in the static field. Otherwise, Yaak would fill it in before it runs `dynamic`, and it
 * would look like the user's choice.
 */
function drawField(field: Field, drawing: Drawing, isVisible: boolean): Change {
  const { values, preview, isOptional } = drawing;
  const { name, type } = field;
  const found = preview.found[name];
  const { label, ...wording } = wordingOf(field, values);
  const change: Change = {
    hidden: !isVisible || isUnused(field, drawing),
    optional: isOptional || found !== undefined || !isAskedFor(field, values),
    label: name === "key" ? keyLabel(field, drawing, true) : label,
    ...wording,
    ...(found === undefined ? {} : { placeholder: found }),
  };
  if (type === "select")
    return { ...change, defaultValue: defaultOf(name, values), options: optionsFor(field, drawing) };
  // An empty JSON editor would be marked as an error.
  if (type === "editor") return { ...change, language: isEmpty(values[name]) ? undefined : field.language };
  return change;
}

/** The key is required, too, unless it is in a file. */
const isAskedFor = ({ name }: Field, values: Values): boolean =>
  name === "key" ? isEmpty(values.keyFile) : isRequired(name, values);

/** A JWK needs neither an encoding nor a passphrase. */
const isUnused = ({ name }: Field, { preview }: Drawing): boolean =>
  (name === "keyEncoding" || name === "passphrase") && /^jwk/.test(preview.recognized?.format ?? "");

/** With a preset, only the algorithms that its service accepts. The first option says which one the key leads to. */
function optionsFor(
  field: Field,
  { values, rawValues, preview }: Drawing,
): { value: string; label: string }[] {
  const options = optionsOf(field);
  if (field.name !== "algorithm") return options;
  const accepted = presetOf(values)?.algorithms;
  const selected = typeof rawValues.algorithm === "string" ? rawValues.algorithm : "";
  const byName = new Map(options.map((option) => [option.value, option]));
  const names = accepted
    ? ["auto", ...accepted, ...(accepted.includes(selected) ? [] : [selected])]
    : [...byName.keys()];
  const isAuto = isEmpty(rawValues.algorithm) || selected === "auto";
  return [...new Set(names)].flatMap((name) => {
    const option = byName.get(name);
    if (!option) return [];
    const isFound =
      name === "auto" && isAuto && preview.algorithm !== undefined && preview.keySummary !== undefined;
    return isFound ? { ...option, label: `${option.label}: ${preview.algorithm}, from the key` } : option;
  });
}

let inputs: YaakInput[] | undefined;

/** The whole form, for Yaak's `authentication.args`, created on first use. */
export function formInputs(): YaakInput[] {
  inputs ??= formSchema.inputs.map((input) => toYaakInput(input));
  return inputs;
}
