/** A way to read a text, with one character per byte (UTF-8). */
export interface Reading {
  text: string;
  /** The part of the original text that each byte comes from. */
  places: Place[];
}

export interface Place {
  start: number;
  end: number;
}

/**
 * Every way to read a text in which a secret may be repeated: as is, with its escapes undone, and both also decoded from
 * base64 and hex, wherever that starts.
 */
export function readingsOf(text: string): Reading[] {
  const plain = withUnescaped(read(text));
  return [...plain, ...plain.flatMap(decoded).flatMap(withUnescaped)];
}

/** The bytes of a text, one character each. */
export const bytesOf = (text: string): string => Buffer.from(text).toString("latin1");

function read(original: string): Reading {
  let text = "";
  const places: Place[] = [];
  let start = 0;
  for (const character of original) {
    const bytes = bytesOf(character);
    const end = start + character.length;
    text += bytes;
    for (const _ of bytes) places.push({ start, end });
    start = end;
  }
  return { text, places };
}

/** More layers of escapes than any server adds. */
const MAX_LAYERS = 3;

function withUnescaped(reading: Reading): Reading[] {
  const readings = [reading];
  for (let next = undoEscapes(reading); next && readings.length <= MAX_LAYERS; next = undoEscapes(next))
    readings.push(next);
  return readings;
}

/** Percent-encoding, quoted-printable, escapes of JSON and JavaScript, character references, and tags. */
const ESCAPE =
  /[%=](?<byte>[\da-f]{2})|\\x(?<hex>[\da-f]{2})|\\u\{?(?<unit>[\da-f]{4,6})\}?|\\(?<self>["'\\/])|\\[bfnrtv]|&#(?<decimal>\d{1,7});?|&#x(?<code>[\da-f]{1,6});?|&(?<name>[a-z]{2,8});|<[^<>]{1,60}>/gi;

const NAMED: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** @returns undefined if it has no escapes */
function undoEscapes({ text: escaped, places: from }: Reading): Reading | undefined {
  const matches = [...escaped.matchAll(ESCAPE)];
  if (matches.length === 0) return undefined;
  let text = "";
  const places: Place[] = [];
  let at = 0;
  for (const { 0: whole, index, groups = {} } of matches) {
    const end = index + whole.length;
    const bytes = meaningOf(groups);
    text += escaped.slice(at, index) + bytes;
    places.push(...from.slice(at, index));
    for (const _ of bytes) places.push(span(from, index, end - 1));
    at = end;
  }
  return { text: text + escaped.slice(at), places: [...places, ...from.slice(at)] };
}

const span = (places: Place[], first: number, last: number): Place => ({
  start: places[first]?.start ?? 0,
  end: places[last]?.end ?? 0,
});

/** What an escape stands for. Nothing for a tag, whitespace, or the name of any other character. */
function meaningOf(groups: Record<string, string | undefined>): string {
  const { byte, hex, unit, self, decimal, code, name = "" } = groups;
  if (byte ?? hex) return String.fromCharCode(Number.parseInt(byte ?? hex ?? "", 16));
  const codePoint = decimal ? Number(decimal) : Number.parseInt(unit ?? code ?? "", 16);
  if (codePoint <= 0x10ffff) return bytesOf(String.fromCodePoint(codePoint));
  return self ?? NAMED[name.toLowerCase()] ?? "";
}

const valuesOf = (digits: string): ReadonlyMap<string, number> =>
  new Map(digits.split("").map((digit, value) => [digit, value]));

const BASE64 = valuesOf("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
const ENCODINGS = [
  { bits: 6, offsets: [0, 1, 2, 3], values: new Map([...BASE64, ["-", 62], ["_", 63]]) },
  {
    bits: 4,
    offsets: [0, 1],
    values: new Map([...valuesOf("0123456789abcdef"), ...valuesOf("0123456789ABCDEF")]),
  },
];

/** What base64 and hex contain, whatever is between their digits, and starting at any of them. */
const decoded = (reading: Reading): Reading[] =>
  ENCODINGS.flatMap(({ bits, offsets, values }) => {
    const digits = Array.from(reading.text, (digit, at) => ({ value: values.get(digit), at }));
    const known = digits.filter(({ value }) => value !== undefined);
    return offsets.map((offset) => decode(known.slice(offset), bits, reading.places));
  });

function decode(digits: { value?: number; at: number }[], bits: number, from: Place[]): Reading {
  let text = "";
  const places: Place[] = [];
  let [buffer, length, first] = [0, 0, 0];
  for (const { value = 0, at } of digits) {
    if (length === 0) first = at;
    buffer = ((buffer << bits) | value) & 0xffff;
    length += bits;
    if (length < 8) continue;
    length -= 8;
    text += String.fromCharCode((buffer >> length) & 0xff);
    places.push(span(from, first, at));
    first = at;
  }
  return { text, places };
}
