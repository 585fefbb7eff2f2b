import { bytesOf, type Place, type Reading, span } from "./escapes";
import { readingsOf, withoutInvisible } from "./readings";

/** This many consecutive bytes reveal part of a secret. */
const MIN_TELLING_BYTES = 8;

/** Shorter text occurs in other words by chance. */
const MIN_DISTINCT_BYTES = 3;

/** Text is first cut to this length, which is more than is ever shown. */
export const MAX_REDACTED_CHARS = 2000;

/** What is compared: everything visible, or only letters and digits in any case, whatever is between them. */
const COMPARED: ((bytes: string) => string)[] = [
  (bytes) => bytes.replace(/[\0- \x7f]/g, ""),
  (bytes) => bytes.replace(/[\0-/:-@[-`{-\x7f]/g, "").toLowerCase(),
];

/**
 * Replaces any part of a text that repeats a secret, or part of one, with an ellipsis. All text of a server goes through here
 * before it is shown. A server can repeat a secret as sent or decoded, escaped, in base64 or hex, in pieces, or cut.
 */
export function redact(text: string, secrets: readonly string[]): string {
  const shown = text.slice(0, MAX_REDACTED_CHARS);
  const characters = shown.split("");
  const readings = readingsOf(shown);
  for (const comparedOf of COMPARED) {
    const compared = readings.map((reading) => reduce(reading, comparedOf));
    const parts = findParts(compared);
    // Different secrets can be the same once they are reduced.
    for (const bytes of new Set(secrets.flatMap(formsOf).map(comparedOf))) {
      const found =
        bytes.length < MIN_TELLING_BYTES ? findWhole(bytes, compared, shown) : takeParts(bytes, parts);
      for (const { start, end } of found) characters.fill("\0", start, end);
    }
  }
  return characters.join("").replace(/\0+/g, "…");
}

/** The bytes of a secret in UTF-8, and if it is not ASCII, also in another case, composition, or in Latin-1. */
function formsOf(secret: string): string[] {
  const visible = withoutInvisible(secret);
  const bytes = bytesOf(visible);
  if (bytes.length === visible.length) return [bytes];
  const forms = [visible, visible.toLowerCase(), visible.toUpperCase()].flatMap((form) => [
    form.normalize("NFC"),
    form.normalize("NFD"),
  ]);
  return [bytes, ...forms.map(bytesOf), Buffer.from(visible, "latin1").toString("latin1")];
}

function reduce({ text, places }: Reading, comparedOf: (bytes: string) => string): Reading {
  return { text: comparedOf(text), places: places.filter((_, at) => comparedOf(text[at] ?? "") !== "") };
}

/** The places of each part that would reveal something. */
function findParts(readings: Reading[]): Map<string, Place[]> {
  const parts = new Map<string, Place[]>();
  for (const { text, places } of readings) {
    for (let at = 0; at + MIN_TELLING_BYTES <= text.length; at++) {
      const part = text.slice(at, at + MIN_TELLING_BYTES);
      const known = parts.get(part) ?? [];
      parts.set(part, known);
      known.push(span(places, at, at + MIN_TELLING_BYTES - 1));
    }
  }
  return parts;
}

/** The places of the parts of a secret. Each is taken only once, however often the secret repeats it. */
function takeParts(secret: string, parts: Map<string, Place[]>): Place[] {
  const found: Place[] = [];
  for (let at = 0; at + MIN_TELLING_BYTES <= secret.length; at++) {
    const part = secret.slice(at, at + MIN_TELLING_BYTES);
    const places = parts.get(part);
    if (!places) continue;
    found.push(...places);
    parts.delete(part);
  }
  return found;
}

/** The places of a short secret, where it is a word of its own: `prod` is in many others. */
function findWhole(secret: string, readings: Reading[], shown: string): Place[] {
  if (secret.length < MIN_DISTINCT_BYTES) return [];
  return readings.flatMap(({ text, places }) => {
    const found: Place[] = [];
    for (let at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + 1))
      found.push(span(places, at, at + secret.length - 1));
    return found.filter(({ start, end }) => !isInWord(shown, start) && !isInWord(shown, end));
  });
}

/** Whether letters, or digits, are on both sides of a place. */
function isInWord(text: string, at: number): boolean {
  const around = text.slice(Math.max(at - 1, 0), at + 1);
  return at > 0 && /^(?:\p{L}{2}|\d{2})$/u.test(around);
}
