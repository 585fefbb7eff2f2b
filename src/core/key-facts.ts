import { MAX_FIELD_CHARS } from "./form/field-values";
import { AUTO, choiceOf } from "./keys/algorithms";
import { kindOf } from "./keys/fit";
import { isJwk, keysOf } from "./keys/jwk";
import type { SigningKey } from "./keys/load";
import { findPrivateKey } from "./keys/private-key";
import { parseIfJson } from "./keys/secret";
import { JwtAuthError } from "./lib/errors";
import { digestOf } from "./lib/node-crypto";
import { repair, repairJson } from "./lib/repair";
import { count, shorten } from "./lib/words";
import { BadKey } from "./material/key-errors";
import { makePrivateKey } from "./material/make-key";
import { bitLength } from "./material/numbers";
import type { KeyParts } from "./material/parts";

/** What pasted text says of itself, without other fields such as the passphrase. */
export interface RecognizedKey {
  format: "privateKey" | "encrypted" | "jwk" | "jwkSet";
  /** Type and size. Undefined if only other fields tell which key it is. */
  words?: string;
  /** The number of keys in a JWK set. */
  setSize?: number;
}

/** The results of keys in use, so that their text is not even compared on every keystroke in any other field. */
const ofKeys = new WeakMap<SigningKey, RecognizedKey>();

/** The last few other results by a digest of the text. */
const recognized = new Map<string, RecognizedKey | undefined>();
const MAX_RECOGNIZED = 8;

/**
 * Recognizes a pasted key.
 *
 * @param key what was read from it; undefined if it cannot be read
 * @returns undefined for anything else: a plain secret, or what cannot be read
 */
export function recognizeKey(pasted: unknown, key?: SigningKey | null): RecognizedKey | undefined {
  if (typeof pasted !== "string" || !pasted || pasted.length > MAX_FIELD_CHARS) return undefined;
  const known = key && ofKeys.get(key);
  if (known) return known;
  const id = digestOf(pasted);
  const result = recognized.has(id) ? recognized.get(id) : recognize(repair(pasted));
  if (key && result) ofKeys.set(key, result);
  recognized.delete(id);
  recognized.set(id, result);
  const [oldest] = recognized.keys();
  if (recognized.size > MAX_RECOGNIZED && oldest !== undefined) recognized.delete(oldest);
  return result;
}

function recognize(text: string): RecognizedKey | undefined {
  const source = { field: "key", text, encoding: "text", passphrase: "", holdsId: false } as const;
  const json = text.startsWith("{") ? parseIfJson("key", repairJson(text)) : undefined;
  const isOwnJwk = json !== undefined && isJwk(json);
  const setSize = isOwnJwk && json.has("keys") ? keysOf(json).length : undefined;
  const format = setSize === undefined ? "jwk" : "jwkSet";
  try {
    const found = findPrivateKey(text, source, choiceOf(AUTO));
    if (!found) return isOwnJwk ? { format, words: "secret", setSize } : undefined;
    makePrivateKey(found.parts);
    return { format: isOwnJwk ? format : "privateKey", words: describeParts(found.parts), setSize };
  } catch (error) {
    if (error instanceof BadKey) return undefined;
    if (!(error instanceof JwtAuthError)) throw error;
    if (error.field === "passphrase") return { format: "encrypted", words: "encrypted" };
    return error.field === "keyId" ? { format, setSize } : undefined;
  }
}

/** `RSA, 2048 bits` or `EC, P-256`. */
function describeParts(parts: KeyParts): string {
  if (parts.type === "RSA") return `${parts.pss ? "RSA-PSS" : "RSA"}, ${bitLength(parts.n)} bits`;
  if (parts.type === "EC") return `EC, ${parts.curve.name}`;
  return kindOf(parts).curve ?? parts.type;
}

/** One line about a key: its type, its fingerprint, and what it brings along. */
export function describeKey(recognized: RecognizedKey | undefined, key: SigningKey | undefined): string {
  const { setSize = key?.setSize, words } = recognized ?? {};
  if (setSize !== undefined) {
    const used = key
      ? `uses ${key.keyId === undefined ? "the one without a kid" : shorten(key.keyId)}`
      : "none selected";
    return `${count(setSize, "key")}, ${used}`;
  }
  const parts = key
    ? [typeOf(key), fingerprintOf(key), key.keyId && `key ID ${shorten(key.keyId)}`, key.email]
    : [words];
  return parts.filter(Boolean).join(", ");
}

function typeOf({ key, algorithm }: SigningKey): string {
  if (key.type === "secret") return count(key.symmetricKeySize ?? 0, "byte");
  const { modulusLength } = key.asymmetricKeyDetails ?? {};
  if (modulusLength)
    return `${key.asymmetricKeyType === "rsa-pss" ? "RSA-PSS" : "RSA"}, ${modulusLength} bits`;
  return algorithm.kty === "EC" ? `EC, ${algorithm.curve}` : (algorithm.curve ?? algorithm.name);
}

/** The start of the fingerprint in base64, as GitHub and Snowflake show it. */
const fingerprintOf = ({ publicKey }: SigningKey): string | undefined =>
  publicKey && `SHA-256 ${publicKey.sha256.slice(0, 8)}…`;
