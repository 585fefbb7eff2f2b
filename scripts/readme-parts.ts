import { fieldTable } from "./field-table";
import { recipes } from "./recipes";

/** What in the README is made from the form's schema and the presets, by the name in its marks. */
const PARTS: Record<string, () => string> = { fields: fieldTable, recipes };

/** The README's text with fresh parts between their marks. */
export function withFreshParts(readme: string): string {
  return Object.entries(PARTS).reduce((text, [name, make]) => {
    const [start, end] = [`<!-- ${name}: npm run generate -->\n`, `\n<!-- /${name} -->`];
    const [from, to] = [text.indexOf(start) + start.length, text.indexOf(end)];
    if (from < start.length || to < from) throw new Error(`README.md has no markers for ${name}`);
    return text.slice(0, from) + make() + text.slice(to);
  }, readme);
}
