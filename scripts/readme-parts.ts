import { fieldTable } from "./field-table";
import { recipes } from "./recipes";

/** The generated parts of the README, by the name in their markers. */
const PARTS: Record<string, () => string> = { fields: fieldTable, recipes };

/** Regenerates the parts between the markers in the README's text. */
export function withFreshParts(readme: string): string {
  return Object.entries(PARTS).reduce((text, [name, make]) => {
    const [start, end] = [`<!-- ${name}: npm run generate -->\n`, `\n<!-- /${name} -->`];
    const [from, to] = [text.indexOf(start) + start.length, text.indexOf(end)];
    if (from < start.length || to < from) throw new Error(`README.md has no markers for ${name}`);
    return text.slice(0, from) + make() + text.slice(to);
  }, readme);
}
