import type { FieldName } from "../../field-name";
import { JwtAuthError } from "../lib/errors";
import { type Json, JsonNumber, type JsonObject, parseJson } from "../lib/json";
import { repairJson } from "../lib/repair";
import { type AlgorithmChoice, allowsSecret, isForPrivateKey, SHARED_SECRET } from "./algorithms";
import { fileTexts } from "./file-texts";
import { misfit } from "./fit";
import { keysOf, selectJwk } from "./jwk";
import { isJwk, kidOf, member } from "./jwk-members";
import { readJwk } from "./jwk-parts";
import { toObject } from "./jwk-repair";
import { readKeyFileJson, readSecretConfig } from "./key-files";
import type { KeySource } from "./key-source";
import { findKeys } from "./keys-in-json";
import { onlyKey } from "./only-key";
import { describeOtherFile } from "./other-files";
import { mentionsPrivateKey } from "./pem-repair";
import { publicKeyError, tooManyKeys } from "./refusals";
import { type FoundKey, fromBytes, fromText } from "./text-key";
import { unwrap } from "./unwrap";

/** The formats of keys in JSON, for errors. */
const FORMS = "a JWK, a JWK set, or a Google or Coinbase key file";

/**
 * The private key in JSON: a JWK or JWK set, a key file, or the only key in anything else.
 *
 * @returns undefined if it is a shared secret
 * @throws JwtAuthError that describes what was found instead
 */
export function fromJson(
  text: string,
  source: KeySource,
  choice: AlgorithmChoice,
  keyId?: string,
): FoundKey | undefined {
  const { field } = source;
  const json = parseJson(field, repairJson(text), true);
  // The lines of a PEM.
  if (isLines(json)) return fromValue(json.join("\n"), source, choice);
  const bytes = bytesIn(json);
  const raw = bytes && fromBytes(bytes, source, choice);
  if (raw) return raw;
  const object = toObject(json);
  if (object && isJwk(object) && keysOf(object).length > 0) return fromJwk(object, field, choice, keyId);
  const file = object && readKeyFileJson(object);
  if (object && file) {
    const passphrase = source.passphrase || (file.passphrase ?? "");
    const found = fromValue(file.key, { ...source, passphrase }, choice);
    return { ...found, keyId: file.keyId, ...fileTexts(object) };
  }
  if (object && readSecretConfig(object)) return secretInstead(field, choice);
  const { jwks, texts, hasPublic } = findKeys(json);
  const [jwk, ...otherJwks] = jwks;
  if (jwk && texts.length > 0) throw tooManyKeys(field, jwks.length + texts.length);
  if (jwk) return fromJwk(otherJwks.length > 0 ? new Map([["keys", jwks]]) : jwk, field, choice, keyId);
  if (texts.length > 0) return onlyKey(field, texts, (text) => fromValue(text, source, choice));
  if (hasPublic) throw publicKeyError(field);
  // An empty JWK set.
  if (object && isJwk(object)) return fromJwk(object, field, choice, keyId);
  const other = object && describeOtherFile(object);
  throw new JwtAuthError(field, other ?? (allowsSecret(choice) ? UNKNOWN : describeUnknown(source)));
}

/** Bytes as a list of numbers, as Solana and Node write them. */
function bytesIn(json: Json): Buffer | undefined {
  const list = json instanceof Map && member(json, "type") === "Buffer" ? json.get("data") : json;
  if (!Array.isArray(list) || list.length > MAX_LIST_BYTES) return undefined;
  const bytes = list.map((item) => (item instanceof JsonNumber ? Number(item.text) : Number.NaN));
  return bytes.every((byte) => Number.isInteger(byte) && byte >= 0 && byte < 256)
    ? Buffer.from(bytes)
    : undefined;
}

const MAX_LIST_BYTES = 16_000;

const isLines = (json: Json): json is string[] =>
  Array.isArray(json) &&
  mentionsPrivateKey(String(json[0])) &&
  json.every((line) => typeof line === "string");

function fromJwk(
  object: JsonObject,
  field: FieldName,
  choice: AlgorithmChoice,
  keyId?: string,
): FoundKey | undefined {
  const jwk = selectJwk(field, object, choice, keyId);
  if (member(jwk, "kty") === "oct") return secretInstead(field, choice);
  const setSize = object.has("keys") ? keysOf(object).length : undefined;
  return {
    parts: readJwk(field, jwk),
    keyId: kidOf(jwk),
    alg: member(jwk, "alg"),
    setSize,
    damaged: "This JWK is damaged.",
  };
}

/** @throws JwtAuthError if no algorithm of the choice uses a secret */
function secretInstead(field: FieldName, choice: AlgorithmChoice): undefined {
  if (!allowsSecret(choice)) throw misfit(field, { kty: "oct", words: SHARED_SECRET }, choice);
}

/** The key in a value of a file, which cannot be a secret. */
function fromValue(text: string, source: KeySource, choice: AlgorithmChoice): FoundKey {
  const [inner = text] = unwrap(text);
  const found = fromText(inner, source, { algorithms: choice.algorithms.filter(isForPrivateKey) });
  if (found) return found;
  const { field, forms = FORMS } = source;
  throw new JwtAuthError(field, `Unknown private key format in the file. Use ${forms}.`);
}

const UNKNOWN =
  "This looks like JSON, not a secret or key. Paste only the value in it, or choose HS256 to use it as a secret.";

const describeUnknown = ({ forms = FORMS }: KeySource): string =>
  `Unknown JSON key format: no kty, keys, private_key, or privateKey. Use ${forms}.`;
