import { repair, repairJson } from "../lib/repair";
import { findShape } from "../material/shape";
import { mentionsPrivateKey } from "./pem-repair";
import { decode } from "./raw-key";

/**
 * The keys in what people keep them in: another layer of base64, as in a Kubernetes secret, a line of a .env file, YAML, or any of
 * them in another one. None if the text is the key itself, or if no key is in it.
 */
export function unwrap(text: string): string[] {
  const file = jsonIn(text);
  if (file !== undefined && holdsKey(file)) return [file];
  if (holdsKey(text)) return [];
  const known = new Set([text]);
  let layer = [text];
  for (let depth = 0; depth < MAX_LAYERS && layer.length > 0; depth++) {
    layer = layer
      .flatMap((outer) => [...valuesIn(outer)].map(decodeText))
      .filter((inner) => !known.has(inner));
    const found = layer.filter(holdsKey);
    if (found.length > 0) return [...new Set(found)];
    for (const inner of layer) known.add(inner);
  }
  return [];
}

/** A JSON object in a text that has something before it: a key file has more in it than its PEM. */
function jsonIn(text: string): string | undefined {
  const [start, end] = [text.indexOf("{"), text.lastIndexOf("}")];
  // After an assignment or YAML's mark, maybe with a quote.
  const before = text.slice(0, Math.max(start, 0)).trimEnd();
  const isValue = /(?:[:=]|[|>][+-]?)(?:\s?["'`])?$/.test(before.slice(-MAX_MARK_CHARS));
  return isValue && end > start ? repairJson(text.slice(start, end + 1)) : undefined;
}

const MAX_MARK_CHARS = 5;

/** More than anyone needs. */
const MAX_LAYERS = 3;

const PRIVATE_SHAPES = ["pkcs8", "encryptedPkcs8", "pkcs1", "sec1", "pkcs12"];

/** Whether text is, or contains, what can only be a private key, or a JWK that can sign. */
export function holdsKey(text: string): boolean {
  if (mentionsPrivateKey(text)) return true;
  if (/^\s*[{[]/.test(text)) return /"kty"\s*:/.test(text) && /"(?:d|k|priv)"\s*:\s*"/.test(text);
  const bytes = text.length > MAX_DER_CHARS ? undefined : decode(text.replace(/\s+/g, ""));
  return bytes !== undefined && PRIVATE_SHAPES.includes(findShape(bytes) ?? "");
}

/** In base64 or hex. A key of 16,384 bits is shorter. */
const MAX_DER_CHARS = 32_000;

/** More lines than any file with a key and its surroundings has. */
const MAX_LINES = 2000;

/** A name before a value: in .env files, YAML, TOML, properties, shells, and Docker files. */
const NAME =
  /^\s*(?:-\s+)?(?:(?:export|set|setx|ENV|ARG)\s+)?["']?(?:\$env:)?[\w.$-]{1,100}["']?\s*(?::|=)\s*(?=[^\s=])/i;

/** The text itself, and the values of what looks like assignments, each with the lines that continue it. */
function* valuesIn(text: string): Generator<string> {
  yield text;
  const file = jsonIn(text);
  if (file !== undefined) yield file;
  let value = "";
  for (const line of text.split(/\r\n|\r|\n/, MAX_LINES)) {
    const [name] = NAME.exec(line) ?? [];
    const rest = line.slice(name?.length ?? 0).trim();
    // In YAML, a mark says that the value follows.
    const isContinued = name === undefined && /^[A-Za-z\d+/_-]+={0,2}\\?$/.test(rest);
    if (isContinued) value += rest.replace(/\\$/, "");
    else {
      if (value) yield value;
      value = /^[|>][+-]?$/.test(rest) ? "" : repair(rest.replace(/[,;\\]$/, ""));
    }
  }
  if (value) yield value;
}

/** Text in base64, as it is usually written, in a data URL, in hex, or percent-encoded JSON. Other text is returned as it is. */
export function decodeText(value: string): string {
  if (/^%7B/i.test(value)) return unescapePercents(value);
  const [, digits = ""] =
    /^(?:data:[^,]{0,100},)?([A-Za-z\d+/_-]{40,}={0,2})$/.exec(value.replace(/\s+/g, "")) ?? [];
  const bytes = (digits && decode(digits)) || Buffer.alloc(0);
  // Windows writes UTF-16, with a mark in front. Without the mark, it is text with zeros.
  const isMarked = bytes[0] === 0xff && bytes[1] === 0xfe;
  const text = bytes.toString(isMarked ? "utf16le" : "utf8").replace(/\0|^\ufeff/g, "");
  return text && !/(?![\t\r\n])\p{Cc}|\ufffd/u.test(text) ? text : value;
}

function unescapePercents(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
