import { homepage } from "../package.json";
import {
  defaultOf,
  describeDuration,
  type Field,
  fieldOf,
  fields,
  isAsked,
  isHidden,
  isShown,
  listOf,
  optionsOf,
  type Preset,
  parseDuration,
  sectionOf,
  wordingOf,
} from "../src/core";
import { presets } from "../src/presets";

/** The recipes in Markdown, one per preset, generated from the presets' data. */
export const recipes = (): string => [...presets.values()].map(recipe).join("\n\n");

/** The README's table row of presets, each with a link to its recipe. */
export function presetLinks(): string {
  const links = Array.from(
    presets.values(),
    ({ label }) => `[${label}](${homepage}/blob/main/docs/providers.md#${anchorOf(label)})`,
  );
  return `| Presets |\n| --- |\n| ${links.join(" · ")} |`;
}

/** The anchor that GitHub gives a heading. */
export const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .replace(/\s/g, "-");

function recipe(preset: Preset): string {
  const { label, documentation, note } = preset;
  const source = documentation.url ? `[${documentation.title}](${documentation.url})` : documentation.title;
  const sets = [...presetValues(preset), ...headerValues(preset)];
  return [
    `## ${label}`,
    [`See ${source}.`, note].filter(Boolean).join(" "),
    `**Algorithm**: ${algorithm(preset)}`,
    ["| Field | What to enter |", "| --- | --- |", ...toEnter(preset)].join("\n"),
    sets.length > 0 ? `The preset sets ${listOf(sets)}.${limit(preset)}` : "",
  ]
    .filter(Boolean)
    .join("\n\n");
}

function algorithm({ id, algorithms }: Preset): string {
  if (!isShown(fieldOf("algorithm"), { preset: id })) return "not used, because nothing is signed.";
  if (!algorithms) return "follows the key. Choose another one if your server expects it.";
  const names = listOf(
    algorithms.map((name) => `\`${name}\``),
    "or",
  );
  return algorithms.length > 1 ? `${names}, depending on the key.` : `${names}, the only one accepted.`;
}

/** A row for each field that the user fills in. Optional fields say so. */
function toEnter(preset: Preset): string[] {
  const values = { preset: preset.id };
  return shownFields(preset).flatMap((field) => {
    if (isHidden(field.name, values)) return [];
    const mustBe = isAsked(field, values);
    const isExplained = preset.fields[field.name]?.description !== undefined;
    if (!mustBe && !field.presetOnly && !isExplained) return [];
    const { label, description, placeholder = "" } = wordingOf(field, values);
    const section = sectionOf(field.name, values);
    const example = field.password ? undefined : /^e\.g\. (?!-----)(.*)$/.exec(placeholder)?.[1];
    const help = [
      description,
      example && `Example: \`${example}\`.`,
      mustBe ? "" : `Optional; ${emptyMeans(defaultOf(field.name, values))}.`,
    ];
    return `| ${section ? `${section} → ` : ""}**${label}** | ${help.filter(Boolean).join(" ")} |`;
  });
}

const emptyMeans = (value: string | undefined) =>
  value === undefined || value === "none" ? "omitted if empty" : `defaults to \`${value}\``;

/** Label and value of each field that the preset or its flow sets, except the algorithm. */
function presetValues(preset: Preset): string[] {
  return shownFields(preset).flatMap((field) => {
    const value = defaultOf(field.name, { preset: preset.id });
    const isOwn = preset.fields[field.name]?.default !== undefined || value !== field.default;
    if (!isOwn || value === undefined || field.name === "algorithm") return [];
    return `${wordingOf(field, { preset: preset.id }).label} to ${shownValue(field, value)}`;
  });
}

/** As the form shows it: a select by its option's label. */
function shownValue(field: Field, value: string): string {
  const option = optionsOf(field).find((candidate) => candidate.value === value);
  return option ? `_${option.label}_` : `\`${value}\``;
}

const headerValues = ({ headers = {} }: Preset): string[] =>
  Object.entries(headers).map(([name, value]) => `the header \`${name}\` to \`${value}\``);

const limit = ({ longestLifetime }: Preset): string =>
  longestLifetime === undefined
    ? ""
    : ` Maximum lifetime: ${describeDuration(parseDuration("expiresIn", longestLifetime))}.`;

const shownFields = ({ id }: Preset) =>
  [...fields.values()].filter((field) => isShown(field, { preset: id }));
