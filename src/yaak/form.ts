import {
  type Container,
  defaultOf,
  type Field,
  type FieldName,
  fieldOf,
  formSchema,
  type Input,
  isAuto,
  isContainer,
  isDrawn,
  isEmpty,
  isNotice,
  isOpenField,
  isRequired,
  isShown,
  type OpenField,
  type Option,
  optionsOf,
  type Preview,
  presetOf,
  type Values,
  wordingOf,
} from "../core";
import { type Drawing, drawingOf } from "./drawing";
import { toFieldInput, toStaticField } from "./field-input";
import type { DynamicArguments, YaakInput } from "./host";
import { drawNotice } from "./notice";
import { foldLabel, openKeyLabel, sectionLabel } from "./section-label";

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
  const known = statics.get(input) ?? createStaticInput(input);
  statics.set(input, known);
  return known;
}

/** Every keystroke draws all inputs again. What is the same each time is created once. */
const statics = new Map<Input, YaakInput>();

function createStaticInput(input: Input): YaakInput {
  if (isNotice(input)) {
    if (input.type === "markdown") return { type: "markdown", content: "", hidden: true };
    const label = input.type === "accordion" ? { label: input.label } : {};
    return { type: input.type, ...label, inputs: [], hidden: true } as YaakInput;
  }
  if (isOpenField(input)) return toStaticInput(fieldOf(input.open));
  if (!isContainer(input)) return toStaticField(input);
  const inputs = input.inputs.map(toStaticInput);
  return input.type === "h_stack"
    ? { type: "banner", inputs }
    : { type: "accordion", label: input.label, inputs };
}

/** An input as it is for what is filled in. What is hidden is not drawn any further, because that takes time. */
function draw(input: Input, drawing: Drawing): YaakInput {
  if (isNotice(input)) return { ...toStaticInput(input), ...drawNotice(input, drawing) } as YaakInput;
  if (!isContainer(input)) return drawField(input, drawing);
  if (input.type === "accordion" && input.folds !== undefined) return drawFold(input.folds, input, drawing);
  if (!isDrawn(input, drawing.values, drawing.preview.key.lacking)) return hiddenInput(input);
  const inputs = input.inputs.flatMap((inner) => drawNested(inner, drawing));
  return input.type === "h_stack"
    ? { type: drawing.isOld ? "banner" : "h_stack", hidden: false, inputs }
    : { type: "accordion", hidden: false, label: sectionLabel(input, drawing), inputs };
}

function drawNested(input: Input, drawing: Drawing): YaakInput[] {
  const drawn = draw(input, drawing);
  // Before 2025.11, Yaak has no inputs side by side.
  return drawing.isOld && isContainer(input) && "inputs" in drawn ? (drawn.inputs ?? []) : [drawn];
}

/** The accordion that a key or certificate is in once it can be read, with what goes with it. */
function drawFold(folded: FieldName, { inputs }: Container, drawing: Drawing): YaakInput {
  const hidden = !isFolded(folded, drawing);
  const label = foldLabel(folded, drawing);
  const inside = inputs.filter(isOpenField).map(({ open }) => drawShown(fieldOf(open), drawing));
  return { type: "accordion", hidden, label, inputs: hidden ? [] : inside };
}

/** The field that each field in such an accordion goes with. */
const foldOf = new Map(
  formSchema.inputs.flatMap((input) =>
    "folds" in input && input.folds !== undefined
      ? input.inputs
          .filter(isOpenField)
          .map(({ open }): [FieldName, FieldName | undefined] => [open, input.folds])
      : [],
  ),
);

function isFolded(name: FieldName | undefined, { values, preview }: Drawing): boolean {
  if (name === "certificate") return isShown(fieldOf(name), values) && preview.certificate !== undefined;
  if (name !== "key" || !isShown(fieldOf(name), values)) return false;
  return preview.key.recognized !== undefined || (isEmpty(values.key) && !isEmpty(values.keyFile));
}

function drawField(input: Field | OpenField, drawing: Drawing): YaakInput {
  const { values, preview } = drawing;
  const field = isOpenField(input) ? fieldOf(input.open) : input;
  const isVisible =
    isDrawn(input, values, preview.key.lacking) &&
    !isFolded(foldOf.get(field.name), drawing) &&
    !isUnused(field, preview);
  return isVisible ? drawShown(field, drawing) : hiddenInput(field);
}

const hiddenInputs = new Map<Input, YaakInput>();

/** Always the same, with everything in it hidden, too. */
function hiddenInput(input: Input): YaakInput {
  const known = hiddenInputs.get(input) ?? createHiddenInput(input);
  hiddenInputs.set(input, known);
  return known;
}

function createHiddenInput(input: Input): YaakInput {
  if (isContainer(input)) {
    const inputs = input.inputs.map(hiddenInput);
    return input.type === "h_stack"
      ? { type: "banner", hidden: true, inputs }
      : { type: "accordion", label: input.label, hidden: true, inputs };
  }
  if (isNotice(input)) return { ...toStaticInput(input), hidden: true };
  const field = isOpenField(input) ? fieldOf(input.open) : input;
  return toFieldInput(field, { label: field.label, hidden: true, options: optionsOf(field) });
}

/**
 * A select's default is set here and not in the static field. Otherwise, Yaak would fill it in before it runs `dynamic`, and it
 * would look like the user's choice.
 */
function drawShown(field: Field, drawing: Drawing): YaakInput {
  const { values, preview, isForRequest } = drawing;
  const { name, type } = field;
  const {
    found: { [name]: found },
    lacking,
  } = preview.key;
  const { label, description, placeholder } = wordingOf(field, values);
  return toFieldInput(field, {
    label: name === "key" ? openKeyLabel(drawing) : label,
    description,
    placeholder: found ?? placeholder,
    hidden: false,
    // Outside of a request's form, Yaak would require it even if the JSON has its value.
    optional: !isForRequest || found !== undefined || !(name === lacking || isAskedFor(field, values)),
    defaultValue: type === "select" ? defaultOf(name, values) : undefined,
    options: type === "select" ? optionsFor(field, drawing) : undefined,
    // Until the first object is complete, Yaak would mark it as an error, and add brackets to what it completes.
    language: hasBrace(values[name]) ? field.language : undefined,
  });
}

const hasBrace = (value: unknown): boolean => typeof value === "string" && value.includes("}");

/** The key is required, too, unless it is in a file. */
const isAskedFor = ({ name }: Field, values: Values): boolean =>
  name === "key" ? isEmpty(values.keyFile) : isRequired(name, values);

/** A JWK needs neither an encoding nor a passphrase. */
const isUnused = ({ name }: Field, preview: Preview): boolean =>
  (name === "keyEncoding" || name === "passphrase") && /^jwk/.test(preview.key.recognized?.format ?? "");

/** With a preset, only the algorithms that its service accepts. The first option says which one the key leads to. */
function optionsFor(field: Field, { values, rawValues, preview }: Drawing): Option[] {
  const options = optionsOf(field);
  if (field.name !== "algorithm") return options;
  const accepted = presetOf(values)?.algorithms;
  const [auto, ...others] = options;
  const isOffered = ({ value }: Option) =>
    !accepted || accepted.includes(value) || value === rawValues.algorithm;
  const placeOf = ({ value }: Option) => {
    const place = accepted?.indexOf(value) ?? -1;
    return place < 0 ? options.length : place;
  };
  const offered = others.filter(isOffered).sort((a, b) => placeOf(a) - placeOf(b));
  const { algorithm } = preview.key;
  const isFound = auto !== undefined && isAuto(rawValues) && algorithm !== undefined;
  const first = isFound ? { ...auto, label: `${algorithm}, from the key` } : auto;
  return first ? [first, ...offered] : offered;
}

let inputs: YaakInput[] | undefined;

/** The whole form, for Yaak's `authentication.args`, created on first use. */
export function formInputs(): YaakInput[] {
  inputs ??= formSchema.inputs.map((input) => toYaakInput(input));
  return inputs;
}
