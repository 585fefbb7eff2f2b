import {
  type Field,
  type FieldName,
  fieldOf,
  fields,
  formSchema,
  listOf,
  optionsOf,
  sectionOf,
} from "../src/core";
import { presets } from "../src/presets";
import { table } from "./table";

/** The tables of the form's fields and of the values that selects have, in Markdown, generated from ui-schema.json. */
export function fieldTables(): string {
  const rows = [...fields.values()].map((field) => [
    labels(field),
    `\`${field.name}\``,
    sectionOf(field.name, {}) ?? "",
    field.description ?? "",
    whenEmpty(field),
    shownWhen(field),
  ]);
  const selects = [...fields.values()].filter(({ type }) => type === "select");
  const values = selects.map((field) => [
    `**${field.label}**`,
    optionsOf(field)
      .map(({ value, label }) => (value === label ? `\`${value}\`` : `\`${value}\`: ${label}`))
      .join("<br>"),
  ]);
  return [
    table(["Field", "Name", "Section", "Description", "Default", "Shown when"], rows),
    "## Values",
    "What a select has in Yaak's data, and what the form shows for it.",
    table(["Field", "Values"], values),
  ].join("\n\n");
}

const labels = ({ label, variants = [] }: Field): string =>
  [label, ...variants.flatMap((variant) => variant.label ?? [])].map((text) => `**${text}**`).join(" or ");

function whenEmpty({ default: value, whenEmpty: words = "", variants = [] }: Field): string {
  const mean = (text: string) => (text === "none" ? "omitted" : `\`${text}\``);
  const others = variants.flatMap(({ when, default: other, required }) => {
    if (other !== undefined) return `${mean(other)} if ${describe(when)}`;
    return required && value !== undefined ? `required if ${describe(when)}` : [];
  });
  return [value === undefined ? words : mean(value), ...others].join("; ");
}

function shownWhen({ name, shownWhen: condition, presetOnly, alsoWhen }: Field): string {
  if (presetOnly) {
    const using = [...presets.values()].filter(
      ({ fields: { [name]: own } }) => own !== undefined && !own.hidden,
    );
    const also = alsoWhen ? `, or ${describe(alsoWhen)}` : "";
    return `Preset is ${listOf(
      using.map(({ label }) => label),
      "or",
    )}${also}`;
  }
  if (condition === undefined) return "always";
  return [condition, ...(alsoWhen ? [alsoWhen] : [])].map(describe).join(", or ");
}

/** Describes a condition of the schema in words. */
function describe(condition: string): string {
  return (Object.entries(formSchema.conditions[condition] ?? {}) as [FieldName, string[]][])
    .map(([other, accepted]) => {
      const field = fieldOf(other);
      const others = optionsOf(field)
        .map(({ value }) => value)
        .filter((value) => !accepted.includes(value));
      const [is, values] = others.length < accepted.length ? ["is not", others] : ["is", accepted];
      const quoted = values.map((value) => `\`${value}\``);
      return `${field.label} ${is} ${listOf(quoted, "or")}`;
    })
    .join(" and ");
}
