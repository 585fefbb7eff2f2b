import { bytesOf, type Place, type Reading, span, undoEscapes } from "./escapes";

/**
 * Every way to read a text in which a secret may be repeated: as is, with its escapes undone, and both also decoded from
 * base64, hex, and lists of numbers, wherever they start.
 */
export function readingsOf(text: string): Reading[] {
  const plain = [read(text, bytesOf), read(text, latinOf)].flatMap(undoEscapes);
  const once = plain.flatMap(decoded);
  // Basic credentials are base64, and a server can encode them again.
  return [...plain, ...once.flatMap(undoEscapes), ...once.flatMap((reading) => fromDigits(reading, BASE64))];
}

/** The same in Latin-1, as some servers read and write UTF-8. */
const latinOf = (character: string): string => (character <= "\u00ff" ? character : bytesOf(character));

/** Without what is not visible, such as a soft hyphen or a zero-width space. */
export const withoutInvisible = (text: string): string => text.replace(/\p{Cf}/gu, "");

function read(original: string, bytesOfCharacter: (character: string) => string): Reading {
  let text = "";
  const places: Place[] = [];
  let start = 0;
  for (const character of original) {
    const bytes = bytesOfCharacter(withoutInvisible(character));
    const end = start + character.length;
    text += bytes;
    for (const _ of bytes) places.push({ start, end });
    start = end;
  }
  return { text, places };
}

interface Digits {
  bits: number;
  values: ReadonlyMap<string, number>;
}

const valuesOf = (digits: string): [string, number][] =>
  digits.split("").map((digit, value) => [digit, value]);

const BASE64: Digits = {
  bits: 6,
  values: new Map([
    ...valuesOf("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"),
    ["-", 62],
    ["_", 63],
  ]),
};
const HEX: Digits = {
  bits: 4,
  values: new Map([...valuesOf("0123456789abcdef"), ...valuesOf("0123456789ABCDEF")]),
};

const decoded = (reading: Reading): Reading[] => [
  ...fromDigits(reading, BASE64),
  ...fromDigits(withoutPrefixes(reading), HEX),
  fromNumbers(reading),
];

/** What digits encode, whatever is between them, and starting at any of the first few. */
function fromDigits({ text, places }: Reading, { bits, values }: Digits): Reading[] {
  const digits = Array.from(text, (digit, at) => ({ value: values.get(digit), at }));
  const known = digits.filter(({ value }) => value !== undefined);
  const offsets = bits === BASE64.bits ? [0, 1, 2, 3] : [0, 1];
  return offsets.map((offset) => decode(known.slice(offset), bits, places));
}

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

/** Hex without the prefix of each byte: `0x30, 0x82`. */
const withoutPrefixes = ({ text, places }: Reading): Reading => ({
  text: text.replace(/0x/gi, "  "),
  places,
});

/** Bytes as a list of decimal numbers. */
function fromNumbers({ text, places }: Reading): Reading {
  const numbers = [...text.matchAll(/(?<!\d)\d{1,3}(?!\d)/g)].filter(([number]) => Number(number) <= 0xff);
  return {
    text: numbers.map(([number]) => String.fromCharCode(Number(number))).join(""),
    places: numbers.map(({ 0: number, index }) => span(places, index, index + number.length - 1)),
  };
}
