import type { YaakInput } from "./host";

/** More lines would push everything else out of sight. The editor scrolls. */
const MAX_ROWS = 14;
/** Less would cut a line at its bottom. */
const MIN_ROWS = 2;

/** More would make the form slow to draw. */
const MAX_CHARS = 16_000;

/**
 * Text in an editor that cannot be changed: colored, and easy to select and copy. Its value is never stored.
 *
 * @param name unlike that of any field
 */
export function readOnlyEditor(
  name: string,
  label: string,
  text: string,
  language?: "json" | "markdown",
): YaakInput {
  const shown = text.length > MAX_CHARS ? `${text.slice(0, MAX_CHARS)}\n…` : text;
  const rows = Math.min(Math.max(shown.split("\n").length, MIN_ROWS), MAX_ROWS);
  return {
    type: "editor",
    name,
    label,
    readOnly: true,
    optional: true,
    language,
    defaultValue: shown,
    rows,
  } as YaakInput;
}

export const jsonEditor = (name: string, label: string, json: string): YaakInput =>
  readOnlyEditor(name, label, json, "json");
