import type { Json, JsonObject } from "../lib/json";
import { stringify } from "../lib/json-text";
import { isPrivateJwk } from "./jwk";
import { mentionsPrivateKey } from "./pem-repair";
import { holdsKey, unwrap } from "./unwrap";

/** More values than any file with a key has. */
const MAX_VALUES = 10_000;

/** What can be a key, wherever it is in JSON. */
export interface KeysInJson {
  /** JWKs with a private part. */
  jwks: JsonObject[];
  /** Text with a private key, in any format. */
  texts: string[];
  /** Whether there is a public key or a certificate. */
  hasPublic: boolean;
}

/** Finds the keys in JSON of unknown structure, each only once. */
export function findKeys(json: Json): KeysInJson {
  const jwks = new Map<string, JsonObject>();
  const texts = new Set<string>();
  const wrapped = new Set<string>();
  let hasPublic = false;
  const open: Json[] = [json];
  // The list grows while it is read.
  for (const value of open) {
    if (open.length > MAX_VALUES) break;
    if (typeof value === "string") {
      if (mentionsPrivateKey(value)) texts.add(value);
      else if (/BEGIN[\s\w]{0,20}(?:PUBLIC|CERTIFICATE)/.test(value)) hasPublic = true;
      else if (value.length > MIN_CHARS && wrapped.size < MAX_WRAPPED) wrapped.add(value);
    } else if (value instanceof Map && value.has("kty")) {
      if (isPrivateJwk(value)) jwks.set(stringify(value), value);
      else hasPublic = true;
    } else if (Array.isArray(value) || value instanceof Map) {
      // Passing them all at once would take too much of the stack.
      for (const item of value.values()) if (open.length <= MAX_VALUES) open.push(item);
    }
  }
  for (const text of wrapped) for (const inner of holdsKey(text) ? [text] : unwrap(text)) texts.add(inner);
  return { jwks: [...jwks.values()], texts: [...texts], hasPublic };
}

/** Shorter text contains no key. */
const MIN_CHARS = 40;

/** Looking into more of them would take too long. */
const MAX_WRAPPED = 500;
