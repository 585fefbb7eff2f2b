/** Almost as many characters as a field may have. */
export const FIELD_CHARS = 255_000;

/** More than is ever read. */
const HUGE_CHARS = 250_000_000;

/** A response, key file, or token of this size is the largest that is read. */
export const MEBIBYTE = 1024 * 1024;

/** As many copies of a text as fit. */
export const fill = (unit: string, chars = FIELD_CHARS): string =>
  unit.repeat(Math.floor(chars / unit.length));

/** A lot of one ASCII character, in one piece. Otherwise, its first use would need as much memory again. */
export const huge = (character: string): string => Buffer.alloc(HUGE_CHARS, character).toString("latin1");

/** A host that takes minutes to parse: one long label of characters that have to be reordered, or all differ. */
export const slowHosts = (chars: number): Record<string, string> => ({
  accents: `a${fill("\u0301\u0327", chars)}.com`,
  ideographs: `${Array.from({ length: chars }, (_, index) => String.fromCodePoint(0x4e00 + ((index * 7919) % 20_900))).join("")}.com`,
});

/** Items with their index, joined by commas, as many as fit. */
export function many(item: (index: number) => string, chars = FIELD_CHARS): string {
  const items: string[] = [];
  let length = 0;
  for (let index = 0; ; index++) {
    const next = item(index);
    length += next.length + 1;
    if (length > chars) return items.join(",");
    items.push(next);
  }
}

/** A short name for each number. None has a meaning in a token or key. */
export const id = (index: number): string => `_${index.toString(36)}`;

/** Text inside of brackets that are nested this deep. */
export function nested(
  levels: number,
  inside: (chars: number) => string,
  chars: number,
  object = false,
): string {
  const [open, close] = object ? ['{"a":', "}"] : ["[", "]"];
  return open.repeat(levels) + inside(chars - levels * (open.length + 1)) + close.repeat(levels);
}

/** Many empty arrays or objects next to each other, in brackets that are nested this deep. */
export const arrays = (levels: number, chars = FIELD_CHARS - 10): string =>
  nested(levels - 1, (rest) => `[${many(() => "[]", rest - 2)}]`, chars);
export const objects = (levels: number, chars = FIELD_CHARS - 10): string =>
  nested(levels - 1, (rest) => `{${many((index) => `"${id(index)}":{}`, rest - 2)}}`, chars, true);
