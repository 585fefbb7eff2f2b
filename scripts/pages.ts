import { fieldTable } from "./field-table";
import { presetLinks, recipes } from "./recipes";

/** The generated part of each page: the name in its markers, and what is between them. */
export const PAGES: Record<string, { name: string; make: () => string }> = {
  "README.md": { name: "presets", make: presetLinks },
  "docs/providers.md": { name: "recipes", make: recipes },
  "docs/fields.md": { name: "fields", make: fieldTable },
};

/**
 * Replaces the generated part of a page.
 *
 * @param file a key of {@link PAGES}
 * @throws Error if the text has no markers for it
 */
export function withFreshPart(file: string, text: string): string {
  const { name, make } = PAGES[file] ?? { name: "", make: () => "" };
  const [start, end] = [`<!-- ${name}: npm run generate -->\n`, `<!-- /${name} -->`];
  const [from, to] = [text.indexOf(start) + start.length, text.indexOf(end)];
  if (from < start.length || to < from) throw new Error(`${file} has no markers for ${name}`);
  return `${text.slice(0, from)}${make()}\n${text.slice(to)}`;
}
