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
  const joined = body.replace(/["'`][\s+.,&\\]*["'`]/g, "\n").replace(/["'`\\]/g, "");
  // What stands for a line break in PowerShell, octal, terminals, HTML, and lists.
  return [joined, body.replace(/`[nr]|\\0?1[25]|\^M|&NewLine;|[$,;|]/g, "\n")];
}

/** Comments, and what stands before each line in a quotation or a listing. */
function withoutOtherLines(body: string): string[] {
  const lines = body.split(/[\r\n]+/).map((line) => line.trim());
  const isBase64 = (line: string) => /^[A-Za-z\d+/]+={0,2}$/.test(line);
  const unmarked = lines.map((line) => line.replace(/^(?:[>|*#:]{1,3}|\d{1,4}[:.)|]?)(?:\s{1,9}|$)/, ""));
  // grep and diff put no space after theirs.
  const unnumbered = lines.map((line) => line.replace(/^(?:\d{1,5}:|\+)/, ""));
  return [lines, unmarked, unnumbered].map((all) => all.filter(isBase64).join("\n"));
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

/**
 * A plus sign in a URL stands for a space. Only spaces between other characters tell that this happened. Nothing is added at the end,
 * because not every key tells whether that was right.
 */
function withPluses(body: string): string[] {
  if (!/[^\s] [^\s]/.test(body)) return [];
  const lines = body
    .replace(/^[\r\n]+/, "")
    .replace(/[\r\n]{1,4}$/, "")
    .split(/\r\n|\r|\n/);
  const plused = (text: string) => text.replaceAll(" ", "+");
  const [only = "", ...others] = lines;
  if (others.length === 0) {
    // The spaces at both ends can stand for line breaks.
    const texts = [only.replace(/^ /, "").replace(/ $/, ""), only.trim()];
    return texts
      .flatMap((text) => [...LINE_CHARS.flatMap((chars) => joinLines(text, chars, " ") ?? []), text])
      .map(plused);
  }
  const last = lines.pop() ?? "";
  const chars = Math.max(...lines.map(({ length }) => length));
  // A space at the end of a line can be lost.
  const isCut = lines.some(({ length }) => chars - length > MAX_LOST_SPACES);
  return isCut ? [] : [plused([...lines.map((line) => line.padEnd(chars)), last].join("\n"))];
}

/** More plus signs than two hardly ever follow each other. */
const MAX_LOST_SPACES = 2;

function fromBase64url(body: string): string[] {
  return [body.replaceAll("-", "+").replaceAll("_", "/")];
}
