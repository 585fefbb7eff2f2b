import type { FieldName } from "../../field-name";
import { JwtAuthError } from "../lib/errors";
import { type JsonObject, parseJson } from "../lib/json";
import { repair, repairJson } from "../lib/repair";
import {
  type Algorithm,
  type AlgorithmChoice,
  isForSecret,
  nameOfChoice,
  needsOf,
  privateKeyAlgorithms,
} from "./algorithms";
import { kindOf, kindOfJwk, misfit } from "./fit";
import { isPrivateJwk, keysOf, selectJwk } from "./jwk";
import { isJwk, kidOf, member } from "./jwk-members";
import { needMembers } from "./jwk-parts";
import { toObject } from "./jwk-repair";
import { readSecretConfig } from "./key-files";
import type { KeySource } from "./key-source";
import { emptyKeyError } from "./refusals";
import { checkIsBinary, decodeSecret, notesOnText, notHex } from "./secret-text";
import { fromText } from "./text-key";

/** The bytes of an HMAC key (RFC 7518 section 3.2). */
export interface Secret {
  bytes: Uint8Array<ArrayBuffer>;
  algorithm: Algorithm;
  keyId?: string;
  /** The number of keys in the JWK set that it comes from. */
  setSize?: number;
  /** What was changed to read it, in sentences for the user. */
  notes?: string[];
}

/** The parts of a key's source that apply to a secret. */
type SecretSource = Pick<KeySource, "field" | "encoding"> &
  Partial<Pick<KeySource, "holdsId" | "path" | "forms">> & {
    /** Whether a JWK that is only for verifying can be used, too. */
    verifies?: boolean;
  };

const PRIVATE_KEY = /-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----|^PuTTY-User-Key-File-/;

/**
 * Reads a shared secret: text, base64, base64url, or hex, as selected in the form, or an `oct` JWK.
 *
 * @param material text, or the bytes of a binary file
 * @param keyId selects the secret from a JWK set
 * @throws JwtAuthError if it is empty, a private key, or not valid in its encoding
 */
export function readSecret(
  material: string | Buffer,
  source: SecretSource,
  choice: AlgorithmChoice,
  keyId?: string,
): Secret {
  const { field, encoding } = source;
  if (typeof material !== "string") {
    if (material.length === 0) throw emptyKeyError(source, "the secret");
    checkIsBinary(field, encoding);
    return { bytes: Uint8Array.from(material), algorithm: firstOf(choice) };
  }
  const text = repair(material);
  if (PRIVATE_KEY.test(text)) throw pemInstead(text, field, choice);

  const json = parseIfJson(field, text);
  if (json && isJwk(json)) return fromJwk(json, source, choice, keyId);
  const config = json && readSecretConfig(json);
  if (config) return fromConfig(config, source, choice);

  const [ownKeyId, secret] = source.holdsId ? splitOffId(field, text) : [undefined, text];
  const bytes = decodeSecret(field, secret, encoding);
  if (bytes.length === 0) throw emptyKeyError(source, "the secret");
  const notes = notesOnText(material, encoding, source.path !== undefined);
  return { bytes: Uint8Array.from(bytes), algorithm: firstOf(choice), keyId: ownKeyId, notes };
}

/** The whole configuration could be the secret, but no server uses it so. */
function fromConfig(
  { secret, alg }: { secret: string; alg: string },
  { field, encoding }: SecretSource,
  choice: AlgorithmChoice,
): Secret {
  const algorithm = choice.algorithms.find(({ name }) => name === alg) ?? firstOf(choice);
  const other = algorithm.name === alg ? "" : ` It says ${alg}, so change Algorithm to that.`;
  const bytes = Uint8Array.from(decodeSecret(field, secret, encoding));
  return {
    bytes,
    algorithm,
    notes: [`Only the "key" in this JSON is used as the secret, as Hasura does.${other}`],
  };
}

/**
 * The ID of 12 bytes and the secret of `id:secret`, both in hex. A secret on its own has no ID.
 *
 * @throws JwtAuthError for other text with a colon: it could be that of any file, and the ID is sent
 */
function splitOffId(field: FieldName, text: string): [id: string | undefined, secret: string] {
  if (!text.includes(":")) return [undefined, text];
  const [before, id] = /^([\da-f]{24})\s*:/i.exec(text) ?? [];
  if (!before)
    throw new JwtAuthError(field, "Not an id:secret key in hex. Paste the whole key as it was issued.");
  const secret = text.slice(before.length);
  if (/[^\da-f\s]/i.test(secret)) throw notHex(field);
  decodeSecret(field, secret, "hex");
  return [id, secret];
}

/** The algorithm of a secret that does not tell it. */
const firstOf = ({ algorithms }: AlgorithmChoice): Algorithm => algorithms.find(isForSecret) as Algorithm;

function fromJwk(
  object: JsonObject,
  { field, verifies }: SecretSource,
  choice: AlgorithmChoice,
  keyId?: string,
): Secret {
  if (!object.has("keys") && member(object, "kty") !== "oct") throw jwkInstead(field, object, choice);
  const jwk = selectJwk(field, object, choice, keyId, verifies ? ["sign", "verify"] : ["sign"]);
  if (member(jwk, "kty") !== "oct") throw keyInstead(field, choice);
  needMembers(field, jwk, ["k"]);
  // Many tools write base64 instead of base64url.
  const k = (member(jwk, "k") ?? "").trim().replaceAll("+", "-").replaceAll("/", "_");
  if (/[^\w=-]/.test(k))
    throw new JwtAuthError(
      field,
      'The "k" of this JWK isn\'t base64url. Encode the secret, or paste it without the JWK.',
    );
  const bytes = decodeSecret(field, k, "base64url");
  if (bytes.length === 0) throw new JwtAuthError(field, "The secret in this JWK is empty. Export it again.");
  const alg = member(jwk, "alg");
  return {
    bytes: Uint8Array.from(bytes),
    algorithm: choice.algorithms.find(({ name }) => name === alg) ?? firstOf(choice),
    keyId: kidOf(jwk),
    setSize: object.has("keys") ? keysOf(object).length : undefined,
  };
}

/** The error for a private key in place of the secret. Lists the algorithms that it can sign with, if it can be read. */
function pemInstead(text: string, field: FieldName, choice: AlgorithmChoice): JwtAuthError {
  try {
    const found = fromText(text, { field, passphrase: "" }, choice);
    return found ? misfit(field, kindOf(found.parts), choice) : keyInstead(field, choice);
  } catch {
    return keyInstead(field, choice);
  }
}

/** The same for a JWK. A public one cannot sign with any algorithm. */
function jwkInstead(field: FieldName, jwk: JsonObject, choice: AlgorithmChoice): JwtAuthError {
  const kind = kindOfJwk(jwk);
  if (!kind) return keyInstead(field, choice);
  if (isPrivateJwk(jwk)) return misfit(field, kind, choice);
  return new JwtAuthError(field, `This is a public key, but ${needOf(choice)}. Paste the secret.`);
}

function keyInstead(field: FieldName, choice: AlgorithmChoice): JwtAuthError {
  const remedy = choice.service
    ? "Paste the secret"
    : `Choose an ${privateKeyAlgorithms()} algorithm, or use the secret`;
  return new JwtAuthError(field, `This is a public or private key, but ${needOf(choice)}. ${remedy}.`);
}

const needOf = (choice: AlgorithmChoice): string =>
  `${nameOfChoice(choice) ?? "signing"} needs ${needsOf(choice)}`;

/** Parses the text as a JSON object, or a list of JWKs. Undefined if it is neither: a secret can start with a brace, too. */
export function parseIfJson(field: FieldName, text: string): JsonObject | undefined {
  if (!/^[{[]/.test(text)) return undefined;
  try {
    return toObject(parseJson(field, repairJson(text)));
  } catch {
    return undefined;
  }
}
