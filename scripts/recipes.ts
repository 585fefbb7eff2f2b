import { defaultOf, fields, isAsked, isShown, type Preset, sectionOf, wordingOf } from "../src/core";
import { presets } from "../src/presets";

/** The README's recipes in Markdown, one per preset, generated from the presets' data. */
export const recipes = (): string => [...presets.values()].map(recipe).join("\n\n");

function recipe(preset: Preset): string {
  const { label, documentation, note, headers = {} } = preset;
  const source = documentation.url ? `[${documentation.title}](${documentation.url})` : documentation.title;
  const sent = Object.entries(headers).map(([name, value]) => `the header \`${name}: ${value}\``);
  const limit = preset.longestLifetime ? ` Maximum lifetime: ${preset.longestLifetime}.` : "";
  return [
    `### ${label}`,
    `Choose the preset **${label}**. See ${source}.${note ? ` ${note}` : ""}`,
    ["| Field | What to enter |", "| --- | --- |", ...toFillIn(preset)].join("\n"),
    `The preset sets: ${[...filledIn(preset), ...sent].join(", ")}.${limit}`,
  ].join("\n\n");
}

/** A row for each field that the user fills in. Optional fields say so. */
function toFillIn(preset: Preset): string[] {
  return shownFields(preset).flatMap((field) => {
    const values = { preset: preset.id };
    const mustBe = isAsked(field, values);
    if (!mustBe && !field.presetOnly) return [];
    const { label, description } = wordingOf(field, values);
    const optional = mustBe ? "" : ` Optional; ${emptyMeans(defaultOf(field.name, values))}.`;
    const section = sectionOf(field.name);
    return `| ${section ? `${section} → ` : ""}**${label}** | ${description}${optional} |`;
  });
}

const emptyMeans = (value: string | undefined) =>
  value === undefined || value === "none" ? "omitted if empty" : `defaults to \`${value}\``;

/** Label and value of each field that the preset or its flow sets. */
function filledIn(preset: Preset): string[] {
  return shownFields(preset).flatMap((field) => {
    const value = defaultOf(field.name, { preset: preset.id });
    const isOwn = preset.fields[field.name]?.default !== undefined || value !== field.default;
    return !isOwn ? [] : `${wordingOf(field, { preset: preset.id }).label} \`${value}\``;
  });
}

const shownFields = ({ id }: Preset) =>
  [...fields.values()].filter((field) => isShown(field, { preset: id }));
