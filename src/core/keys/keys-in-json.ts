import type { Json, JsonObject } from "../lib/json";
import { stringify } from "../lib/json-text";
import { isPrivateJwk } from "./jwk";
import { unwrap } from "./unwrap";

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
  let hasPublic = false;
  const open: Json[] = [json];
  // The list grows while it is read.
  for (const value of open) {
    if (open.length > MAX_VALUES) break;
    if (typeof value === "string") {
      if (isLong(value)) {
        if (/PRIVATE[\s_+]?KEY/.test(value)) texts.add(value);
        else if (/BEGIN[\s\w]{0,20}(?:PUBLIC|CERTIFICATE)/.test(value)) hasPublic = true;
        else texts.add(unwrap(value) ?? "");
      }
    } else if (value instanceof Map && value.has("kty")) {
      if (isPrivateJwk(value)) jwks.set(stringify(value), value);
      else hasPublic = true;
    } else if (typeof value === "object" && value !== null && "values" in value) open.push(...value.values());
  }
  texts.delete("");
  return { jwks: [...jwks.values()], texts: [...texts], hasPublic };
}

/** Shorter text contains no key. */
const isLong = (text: string): boolean => text.length > 40;
