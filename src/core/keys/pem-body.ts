import { isOneElement } from "../material/der";

/** The bytes in the base64 of a PEM. Undefined if it is not base64, however it is repaired. */
export function decodeBody(body: string): Buffer | undefined {
  const plain = toBytes(body);
  if (plain && isOneElement(plain)) return plain;
  if (body.length > MAX_REPAIRED_CHARS) return plain;
  for (const repair of REPAIRS) {
    for (const repaired of repair(body)) {
      const bytes = toBytes(repaired);
      // Only the length in the bytes themselves tells that nothing is missing, and nothing is left over.
      if (bytes && isOneElement(bytes)) return bytes;
    }
  }
  return plain;
}

/** A key of 16,384 bits has fewer. */
const MAX_REPAIRED_CHARS = 32_000;

/** {@link decodeBody}, for what is not DER, such as an encrypted key: only lines that cannot be base64 are removed. */
export const decodeEncrypted = (body: string): Buffer | undefined =>
  toBytes(body) ?? withoutOtherLines(body).map(toBytes)[0];

function toBytes(text: string): Buffer | undefined {
  // Of more than five dashes, some are left.
  const base64 = text.replace(/\s+|^-{1,9}|(?<!-)-{1,9}$/g, "");
  return /^[A-Za-z\d+/]+={0,2}$/.test(base64) ? Buffer.from(base64, "base64") : undefined;
}

/** Lengths of the lines that tools write. */
const LINE_CHARS = [64, 76, 70, 72, 48];

type Repair = (body: string) => string[];

/** What can be the base64 of a damaged body. The first one that makes sense is used. */
const REPAIRS: Repair[] = [withoutCode, withoutOtherLines, withoutLetters, withPluses, fromBase64url];

/** Lines of source code are strings that are joined, or continued after a backslash. */
function withoutCode(body: string): string[] {
  return [body.replace(/["'`][\s+.,&\\]*["'`]/g, "\n").replace(/["'`\\]/g, "")];
}

/** Comments, and what stands before each line in a quotation or a listing. */
function withoutOtherLines(body: string): string[] {
  const lines = body.split(/[\r\n]+/).map((line) => line.trim());
  const isBase64 = (line: string) => /^[A-Za-z\d+/]+={0,2}$/.test(line);
  const unmarked = lines.map((line) => line.replace(/^(?:[>|*#:]{1,3}|\d{1,4}[:.)|]?)(?:\s{1,9}|$)/, ""));
  return [lines, unmarked].map((all) => all.filter(isBase64).join("\n"));
}

/** A line break that lost its backslash is an n, or rn. */
function withoutLetters(body: string): string[] {
  const text = body.replace(/\s+/g, "");
  return ["n", "rn"].flatMap((letters) => {
    if (!text.startsWith(letters) || !text.endsWith(letters)) return [];
    const inner = text.slice(letters.length, -letters.length);
    return [inner.length, ...LINE_CHARS].flatMap((chars) => joinLines(inner, chars, letters) ?? []);
  });
}

/** The lines of a text in which all but the last one have the same length. Undefined if there is something else between them. */
function joinLines(text: string, chars: number, separator: string): string | undefined {
  const step = chars + separator.length;
  let joined = "";
  for (let at = 0; at < text.length; at += step) {
    const line = text.slice(at, at + step);
    if (line.length > chars && !line.endsWith(separator)) return undefined;
    joined += line.slice(0, chars);
  }
  return joined;
}

/** A plus sign in a URL stands for a space. At the end of a line, even that can be lost. */
function withPluses(body: string): string[] {
  const lines = body
    .replace(/^[\r\n]+/, "")
    .trimEnd()
    .split(/\r\n|\r|\n/);
  const chars = Math.max(...lines.map(({ length }) => length));
  const last = lines.pop() ?? "";
  const only = last.trimStart();
  const texts =
    lines.length === 0
      ? [...LINE_CHARS.flatMap((length) => joinLines(only, length, " ") ?? []), only]
      : [[...lines.map((line) => line.padEnd(Math.min(chars, MAX_LINE_CHARS))), ""].join("\n") + last];
  return texts.map((text) => padToFour(text).replaceAll(" ", "+"));
}

/** Base64 consists of four characters at a time. */
const padToFour = (text: string): string =>
  text + " ".repeat((4 - (text.replaceAll("\n", "").length % 4)) % 4);

/** No line of a PEM is longer (RFC 7468 section 2 allows 64 characters). */
const MAX_LINE_CHARS = 100;

function fromBase64url(body: string): string[] {
  return [body.replaceAll("-", "+").replaceAll("_", "/")];
}
