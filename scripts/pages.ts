import { caseTable } from "./case-table";
import { fieldTables } from "./field-table";
import { presetLinks, recipes } from "./recipes";

/** A page with a generated part. */
export interface Page {
  file: string;
  /** The name in the markers around the part. */
  name: string;
  generate: () => string;
}

export const PAGES: Page[] = [
  { file: "README.md", name: "presets", generate: presetLinks },
  { file: "docs/providers.md", name: "recipes", generate: recipes },
  { file: "docs/fields.md", name: "fields", generate: fieldTables },
  { file: "docs/token-validation.md", name: "cases", generate: caseTable },
];

/**
 * Replaces the generated part in the text of a page.
 *
 * @throws Error if the text has no markers for it
 */
export function regenerate({ file, name, generate }: Page, text: string): string {
  const [start, end] = [`<!-- ${name}: npm run generate -->\n`, `<!-- /${name} -->`];
  const [from, to] = [text.indexOf(start) + start.length, text.indexOf(end)];
  if (from < start.length || to < from) throw new Error(`${file} has no markers for ${name}`);
  return `${text.slice(0, from)}${generate()}\n${text.slice(to)}`;
}
