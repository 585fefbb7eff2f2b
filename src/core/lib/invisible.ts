import { listOf } from "./words";

/**
 * Characters that nobody sees, or that look like a plain space, by code point. Not the zero-width joiners U+200C and U+200D, which
 * languages and emoji need.
 */
const NAMES: Record<string, string> = {
  "00A0": "no-break space",
  "00AD": "soft hyphen",
  "180E": "Mongolian vowel separator",
  "2007": "figure space",
  "200B": "zero-width space",
  "200E": "left-to-right mark",
  "200F": "right-to-left mark",
  "2028": "line separator",
  "2029": "paragraph separator",
  "202A": "left-to-right embedding",
  "202B": "right-to-left embedding",
  "202C": "pop directional formatting character",
  "202D": "left-to-right override",
  "202E": "right-to-left override",
  "202F": "narrow no-break space",
  "2060": "word joiner",
  "2061": "function application character",
  "2062": "invisible times sign",
  "2063": "invisible separator",
  "2064": "invisible plus sign",
  "2066": "left-to-right isolate",
  "2067": "right-to-left isolate",
  "2068": "first strong isolate",
  "2069": "pop directional isolate",
  FEFF: "byte order mark",
};

const INVISIBLE = new RegExp(
  `[${Object.keys(NAMES)
    .map((code) => `\\u${code}`)
    .join("")}]`,
  "g",
);

/** More in one text would make the message too long. */
const MAX_NAMES = 2;

/** The invisible characters in a text, in words: `a zero-width space (U+200B)`. Undefined if there are none. */
export function describeInvisible(text: string): { words: string; isOne: boolean } | undefined {
  const found = new Set<string>();
  for (const [character] of text.matchAll(INVISIBLE)) {
    found.add(character);
    if (found.size === MAX_NAMES) break;
  }
  if (found.size === 0) return undefined;
  const words = Array.from(found, (character) => {
    const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
    const name = NAMES[code] ?? "";
    return `${/^[ai]/.test(name) ? "an" : "a"} ${name} (U+${code})`;
  });
  return { words: listOf(words), isOne: found.size === 1 };
}
