import { MAX_FIELD_CHARS } from "./form/field-values";
import { isEmpty, presetOf } from "./form/schema";
import type { FieldName, Values } from "./form/types";
import { type AlgorithmChoice, AUTO, choiceOf, isForPrivateKey } from "./keys/algorithms";
import { kindOf } from "./keys/fit";
import { findPrivateKey } from "./keys/found-key";
import { keysOf } from "./keys/jwk";
import { isJwk } from "./keys/jwk-members";
import type { SigningKey } from "./keys/load";
import { parseIfJson } from "./keys/secret";
import { unwrap } from "./keys/unwrap";
import { JwtAuthError } from "./lib/errors";
import { digestOf } from "./lib/node-crypto";
import { keepRecent } from "./lib/recent";
import { repair } from "./lib/repair";
import { count, shorten } from "./lib/words";
import { makePrivateKey } from "./material/make-key";
import { bitLength } from "./material/numbers";
import type { KeyParts } from "./material/parts";
import { readKeySettings } from "./settings/key";
import type { Resolver } from "./token/resolve";
import { loadKeyOf } from "./token/signing-key";

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
  keepRecent(recognized, id, result, MAX_RECOGNIZED);
  return result;
}

function recognize(text: string): RecognizedKey | undefined {
  const source = { field: "key", text, encoding: "text", passphrase: "", holdsId: false } as const;
  const json = parseIfJson("key", unwrap(text)[0] ?? text);
  const isOwnJwk = json !== undefined && isJwk(json);
  const setSize = isOwnJwk && json.has("keys") ? keysOf(json).length : undefined;
  const format = setSize === undefined ? "jwk" : "jwkSet";
  try {
    const found = findPrivateKey(text, source, choiceOf(AUTO));
    if (!found) return isOwnJwk ? { format, words: "secret", setSize } : undefined;
    makePrivateKey(found.parts);
    return { format: isOwnJwk ? format : "privateKey", words: describeParts(found.parts), setSize };
  } catch (error) {
    // The form must not disappear, whatever is wrong with a key.
    if (!(error instanceof JwtAuthError)) return undefined;
    if (error.field === "passphrase") return { format: "encrypted", words: ENCRYPTED };
    return error.field === "keyId" ? { format, setSize } : undefined;
  }
}

/** `RSA, 2048 bits` or `EC, P-256`. */
function describeParts(parts: KeyParts): string {
  if (parts.type === "RSA") return `${parts.pss ? "RSA-PSS" : "RSA"}, ${bitLength(parts.n)} bits`;
  if (parts.type === "EC") return `EC, ${parts.curve.name}`;
  return kindOf(parts).curve ?? parts.type;
}

/** What the form shows of the key. */
export interface KeyFacts {
  /** The pasted key. Undefined for a plain secret, or for what cannot be read. */
  recognized?: RecognizedKey;
  /** The JWS "alg" of a key that was read. */
  algorithm?: string;
  /** An algorithm that needs the same fields as the key. Undefined if the key can be a secret or a private key. */
  fieldsFor?: string;
  /** One line about the key. Undefined if nothing is known about it. */
  summary?: string;
  /** The values of empty fields that the key brings along. */
  found: Partial<Record<FieldName, string>>;
  /** The field whose value the preset expects from the key, which does not have it. */
  lacking?: FieldName;
}

export const NO_KEY: KeyFacts = { found: {} };

/** {@link keyFacts}, even if other settings are invalid. */
export async function findKeyFacts(values: Values): Promise<KeyFacts> {
  try {
    const settings = readKeySettings(values);
    const key = await Promise.resolve(loadKeyOf(settings)).catch((error: unknown) => error);
    const isKey = !(key instanceof Error);
    return keyFacts(
      values,
      settings.choice,
      isKey ? { key: key as SigningKey, errors: [] } : { errors: [key] },
    );
  } catch {
    return { ...NO_KEY, recognized: recognizeKey(values.key) };
  }
}

/** What reading the key came to. */
interface Reading {
  key?: SigningKey | null;
  errors: unknown[];
  /** For the values that the key brings along. */
  resolver?: Resolver;
}

export function keyFacts(
  values: Values,
  choice: AlgorithmChoice,
  { key, errors, resolver }: Reading,
): KeyFacts {
  const recognized = recognizeKey(values.key, key);
  const isLocked = errors.some((error) => error instanceof JwtAuthError && error.field === "passphrase");
  const [only, ...others] = choice.algorithms;
  const known = key?.algorithm ?? (others.length === 0 ? only : undefined);
  const isPrivate = isLocked || recognized?.format === "encrypted";
  const { inKey = false } = presetOf(values)?.fields.keyId ?? {};
  return {
    recognized,
    algorithm: key?.algorithm.name,
    fieldsFor: (known ?? (isPrivate ? choice.algorithms.find(isForPrivateKey) : undefined))?.name,
    summary: describeKey(recognized, key ?? undefined) || (isLocked ? ENCRYPTED : undefined),
    found: key && resolver ? foundValues(values, resolver, key) : {},
    lacking: inKey && key && !key.keyId ? "keyId" : undefined,
  };
}

const ENCRYPTED = "encrypted";

/** As much as fits into a field. */
const MAX_FOUND_CHARS = 200;

/** The values of empty fields whose defaults come from the key. Only presets have such defaults. */
function foundValues(values: Values, resolver: Resolver, key: SigningKey): KeyFacts["found"] {
  const { fields = {} } = presetOf(values) ?? {};
  const ownKeyId = key.keyId ? shorten(key.keyId) : fields.keyId ? undefined : "none";
  const found: KeyFacts["found"] = isEmpty(values.keyId) && ownKeyId ? { keyId: ownKeyId } : {};
  for (const [name, { default: text = "" } = {}] of Object.entries(fields)) {
    const field = name as FieldName;
    if (!text.includes("$key") || !isEmpty(values[field])) continue;
    try {
      const value = resolver.text(field, text);
      if (value && !value.includes("$")) found[field] = shorten(value, MAX_FOUND_CHARS);
    } catch {
      // What is missing is an error of its own.
    }
  }
  return found;
}

/** One line about a key: its type, its fingerprint, and what it brings along. */
function describeKey(recognized: RecognizedKey | undefined, key: SigningKey | undefined): string {
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
