import { parseJson } from "../lib/json";
import { repair, repairJson } from "../lib/repair";
import { type AlgorithmChoice, allowsSecret } from "./algorithms";
import { fromJson } from "./json-key";
import type { KeySource } from "./key-source";
import { onlyKey } from "./only-key";
import { type FoundKey, fromBytes, fromText } from "./text-key";
import { decodeText, unwrap } from "./unwrap";

/** The formats of private keys, for errors. */
export const FORMS = "a PEM, a JWK, a Google or Coinbase key file, or DER in base64";

const DECODED =
  "This private key in base64 was decoded. To use the base64 itself as a secret, change Algorithm to HS256.";
const EXTRACTED = "The private key in this text is used. To use something else in it, paste only that.";

/**
 * Finds a private key, without checking its numbers.
 *
 * @returns undefined if nothing tells that it is a key: it can be a secret, or anything else
 * @throws JwtAuthError that describes what was found instead
 */
export function findPrivateKey(
  material: string | Buffer,
  source: KeySource,
  choice: AlgorithmChoice,
  keyId?: string,
): FoundKey | undefined {
  if (typeof material !== "string") return fromBytes(material, source, choice);
  const pasted = repair(material);
  if (!pasted) return undefined;
  const read = (text: string) =>
    isJson(text, choice) ? fromJson(text, source, choice, keyId) : fromText(text, source, choice);
  const inner = unwrap(pasted);
  // Without a secret to choose, what else is in base64 can be named.
  if (inner.length === 0) return read(allowsSecret(choice) ? pasted : decodeText(pasted));
  const found = onlyKey(source.field, inner, read);
  if (!found || !allowsSecret(choice)) return found;
  // Something else could be meant, too.
  const note = /^[\w+/\s-]+={0,2}$/.test(pasted) ? DECODED : EXTRACTED;
  return { ...found, notes: [note, ...(found.notes ?? [])] };
}

/** A secret can start with a brace or bracket, and so does a variable of another client. */
function isJson(text: string, choice: AlgorithmChoice): boolean {
  if (!/^(?:\{(?![{%])|\[\s*(?:[{["\\\d]|$))/.test(text)) return false;
  if (!allowsSecret(choice)) return true;
  return text.startsWith("[") ? parses(text) : /^\{\s*(?:["'“”\\}/]|$)/.test(text);
}

function parses(text: string): boolean {
  try {
    parseJson("key", repairJson(text), true);
    return true;
  } catch {
    return false;
  }
}
