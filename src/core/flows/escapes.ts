/** A way to read a text, with one character per byte. */
export interface Reading {
  text: string;
  /** The part of the original text that each byte comes from. */
  places: Place[];
}

export interface Place {
  start: number;
  end: number;
}

/** The bytes of a text in UTF-8, one character each. */
export const bytesOf = (text: string): string => Buffer.from(text).toString("latin1");

/** From the start of the first place to the end of the last one. */
export const span = (places: readonly Place[], first: number, last: number): Place => ({
  start: places[first]?.start ?? 0,
  end: places[last]?.end ?? 0,
});

type Groups = Record<string, string | undefined>;

/** A kind of escapes, and the bytes that one stands for. */
interface Kind {
  pattern: RegExp;
  meaning: (groups: Groups) => string;
}

const fromHex = (digits = "") => String.fromCharCode(Number.parseInt(digits, 16));

function fromCodePoint(codePoint: number): string {
  return codePoint <= 0x10ffff ? bytesOf(String.fromCodePoint(codePoint)) : "";
}

const NAMED: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

const KINDS: Kind[] = [
  { pattern: /%([\da-f]{2})/gi, meaning: ({ 1: byte }) => fromHex(byte) },
  // Quoted-printable.
  { pattern: /=([\da-f]{2})/gi, meaning: ({ 1: byte }) => fromHex(byte) },
  // JSON, and the programming languages whose escapes are similar. Two halves of a surrogate pair are one character.
  {
    pattern:
      /\\u(d[89ab][\da-f]{2})\\u(d[c-f][\da-f]{2})|\\u([\da-f]{4})|\\[uU]\{?([\da-f]{1,8})\}?|\\x([\da-f]{2})|\\([0-3][0-7]{2})|\\([^\w\s])|\\[bfnrtv]/gi,
    meaning({ 1: high, 2: low, 3: unit, 4: code, 5: byte, 6: octal, 7: self }) {
      if (high && low) return bytesOf(fromHex(high) + fromHex(low));
      if (unit ?? code) return fromCodePoint(Number.parseInt(unit ?? code ?? "", 16));
      if (octal) return String.fromCharCode(Number.parseInt(octal, 8));
      return byte ? fromHex(byte) : (self ?? "");
    },
  },
  // Character references, and tags. A name of any other character stands for nothing that is compared.
  {
    pattern: /&#(\d{1,7});?|&#x([\da-f]{1,6});?|&(amp|lt|gt|quot|apos);?|&[a-z]{2,8};|<[^<>]{1,60}>/gi,
    meaning({ 1: decimal, 2: hex, 3: name }) {
      if (decimal ?? hex) return fromCodePoint(decimal ? Number(decimal) : Number.parseInt(hex ?? "", 16));
      return NAMED[name?.toLowerCase() ?? ""] ?? "";
    },
  },
];

/** More layers of escapes than any server adds. */
const MAX_LAYERS = 3;

/**
 * The reading itself, and with its escapes undone: each kind alone, because what looks like another kind can be part of the
 * text, and all kinds, layer by layer.
 */
export function undoEscapes(reading: Reading): Reading[] {
  const readings = [reading];
  for (const kind of KINDS) {
    let last: Reading | undefined = reading;
    for (let layer = 0; layer < MAX_LAYERS && last; layer++) {
      last = undo(last, kind);
      if (last) readings.push(last);
    }
  }
  let all = reading;
  for (let layer = 0; layer < MAX_LAYERS; layer++) {
    const next = KINDS.reduce((before, kind) => undo(before, kind) ?? before, all);
    if (next === all) break;
    all = next;
    readings.push(all);
  }
  return readings;
}

/** @returns undefined if there are no escapes of this kind */
function undo({ text: escaped, places: from }: Reading, { pattern, meaning }: Kind): Reading | undefined {
  const matches = [...escaped.matchAll(pattern)];
  if (matches.length === 0) return undefined;
  let text = "";
  const places: Place[] = [];
  let at = 0;
  for (const match of matches) {
    const end = match.index + match[0].length;
    const bytes = meaning(match as unknown as Groups);
    text += escaped.slice(at, match.index) + bytes;
    places.push(...from.slice(at, match.index));
    for (const _ of bytes) places.push(span(from, match.index, end - 1));
    at = end;
  }
  return { text: text + escaped.slice(at), places: [...places, ...from.slice(at)] };
}
