import { type Field, type FieldName, fieldOf, fields, formSchema, listOf, optionsOf } from "../src/core";
import { presets } from "../src/presets";

/** The README's table of the form's fields, in Markdown, generated from ui-schema.json. */
export function fieldTable(): string {
  const rows = [...fields.values()].map((field) => [
    labels(field),
    `\`${field.name}\``,
    field.description,
    whenEmpty(field),
    shownWhen(field),
  ]);
  return [["Field", "Name", "Description", "Default", "Shown when"], Array(5).fill("---"), ...rows]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");
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
    const using = [...presets.values()].filter((preset) => preset.fields[name]);
    const also = alsoWhen ? `, or ${describe(alsoWhen)}` : "";
    return `Preset is ${listOf(
      using.map(({ label }) => label),
      "or",
    )}${also}`;
  }
  return condition === undefined ? "always" : describe(condition);
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
      return `${field.label} ${is} ${values.map((value) => `\`${value}\``).join(", ")}`;
    })
    .join(" and ");
}
