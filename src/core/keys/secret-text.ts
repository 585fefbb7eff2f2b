import type { FieldName } from "../../field-name";
import { JwtAuthError } from "../lib/errors";
import { describeInvisible } from "../lib/invisible";
import { repair } from "../lib/repair";
import { listOf } from "../lib/words";

interface Encoding {
  name: BufferEncoding;
  valid: RegExp;
  /** Removes what people write around and between the digits. */
  strip: (text: string) => string;
  found: string;
  remedy: (text: string) => string;
}

/** Padding says nothing that the length does not. */
const strip64 = (text: string): string =>
  text.replace(/^(?:base64:|\{base64\})|\s+/gi, "").replace(/={1,4}$/, "");

/** Pairs of digits as tools and source code write them: `0xa1b2`, `a1:b2`, `0xa1, 0xb2`, `\xa1\xb2`. */
const PAIRS = /^(?:0x|\\x)?[\da-f]{2}(?:(?:[:,;-]| ?, | |(?=\\x))(?:0x|\\x)?[\da-f]{2})+$/i;

function stripHex(text: string): string {
  const line = text
    .replace(/^[[{(]|[\])}]$/g, "")
    .trim()
    .replace(/\s+/g, " ");
  return PAIRS.test(line) ? line.replace(/0x|\\x|[ :,;-]/gi, "") : text.replace(/^(?:0x|hex:)|\s+/gi, "");
}

const remedy64 = (other: string, otherHas: RegExp) => (text: string) =>
  /^[\w.-]{1,60}\s?[=:]\s?[^\s=]/.test(text)
    ? "Paste only the value after the name"
    : otherHas.test(text)
      ? `Paste the whole secret, or change Secret Encoding: ${other}`
      : "Change Secret Encoding to Text if it's plain text, or to Hex and enter the bytes that your server decodes it to";

const HEX: Encoding = {
  name: "hex",
  valid: /^(?:[0-9A-Fa-f]{2})*$/,
  strip: stripHex,
  found: "Not valid hex (pairs of 0-9 and a-f)",
  remedy: () => "Paste the whole secret, or change Secret Encoding",
};

const ENCODINGS: Record<string, Encoding> = {
  base64: {
    name: "base64",
    valid: /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2,3})?$/,
    strip: strip64,
    found: "Not valid base64",
    remedy: remedy64("base64url uses - and _ instead of + and /", /[-_]/),
  },
  base64url: {
    name: "base64url",
    valid: /^(?:[A-Za-z0-9_-]{4})*(?:[A-Za-z0-9_-]{2,3})?$/,
    strip: strip64,
    found: "Not valid base64url",
    remedy: remedy64("base64 uses + and / instead of - and _", /[+/]/),
  },
  hex: HEX,
};

/**
 * The bytes of a secret without what is around it.
 *
 * @throws JwtAuthError if it is not valid in its encoding
 */
export function decodeSecret(field: FieldName, text: string, encoding: string): Buffer {
  const rule = ENCODINGS[encoding];
  if (!rule) return Buffer.from(text, "utf8");
  const encoded = rule.strip(text);
  if (rule.valid.test(encoded)) return Buffer.from(encoded, rule.name);
  throw notEncoded(field, rule, text);
}

const notEncoded = (field: FieldName, { found, remedy }: Encoding, text: string): JwtAuthError =>
  new JwtAuthError(field, `${found}. ${remedy(text)}.`);

export const notHex = (field: FieldName): JwtAuthError => notEncoded(field, HEX, "");

/** @throws JwtAuthError if the bytes of a file are meant to be text in an encoding */
export function checkIsBinary(field: FieldName, encoding: string): void {
  const rule = ENCODINGS[encoding];
  if (!rule) return;
  throw new JwtAuthError(
    field,
    `${rule.found}: the file is binary. Set Secret Encoding to Text to use its bytes as they are.`,
  );
}

/**
 * What the user should know about a secret in plain text, in sentences: what was removed around it, because some servers sign
 * with their whole secret file, and what in it can mean something else. An encoded secret has none of these.
 */
export function notesOnText(pasted: string, encoding: string, isFile: boolean): string[] {
  if (ENCODINGS[encoding]) return [];
  const secret = repair(pasted);
  const start = pasted.indexOf(secret);
  const around = pasted.slice(0, start) + pasted.slice(start + secret.length);
  const notes = around ? [describeRemoved(around, isFile)] : [];
  const meaning = MEANINGS.find(([sign]) => sign.test(secret))?.[1] ?? describeInside(secret);
  return meaning ? [...notes, meaning] : notes;
}

const AROUND: [sign: RegExp, words: string][] = [
  [/["'`]/, "quotes"],
  [/[\r\n]/, "a line break"],
  [/[^\S\r\n\ufeff]/, "spaces"],
  [/[^\s"'`]|\ufeff/, "an invisible character"],
];

function describeRemoved(around: string, isFile: boolean): string {
  const found = AROUND.flatMap(([sign, words]) => (sign.test(around) ? words : []));
  const them = found.length === 1 && /^an? /.test(found[0] ?? "") ? "it" : "them";
  const how = isFile ? "paste the output of base64 < FILE" : "paste the secret in base64";
  return `Removed ${listOf(found)} around the secret. If your server signs with ${them} too, ${how}, and change Secret Encoding to Base64.`;
}

function describeInside(secret: string): string | undefined {
  const { words, isOne } = describeInvisible(secret) ?? {};
  const [are, them, isMeant] = isOne ? ["is", "it", "it's"] : ["are", "them", "they're"];
  return (
    words &&
    `The secret contains ${words}, which ${are} part of it. Delete ${them} unless ${isMeant} intentional.`
  );
}

/** Signs of an encoding in what is used as plain text. */
const MEANINGS: [sign: RegExp, note: string][] = [
  [/^(?:0x|hex:)[\da-f]{16,}$/i, "The secret looks like hex. To decode it, change Secret Encoding to Hex."],
  [
    /^(?:base64:|\{base64\})/i,
    "The secret looks like base64. To decode it, change Secret Encoding to Base64.",
  ],
  [
    /^[“”„«‘‚].*[“”»’‘]$/s,
    "The secret is in typographic quotes, which are part of it. Delete them unless they're intentional.",
  ],
  [/\\[nr]$/, "The secret ends with a backslash and a letter, not with a line break."],
];
