import type { FieldName } from "../../field-name";
import { JwtAuthError } from "../lib/errors";
import { type JsonObject, parseObject } from "../lib/json";
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
import { fromText } from "./found-key";
import { isJwk, isPrivateJwk, keysOf, member, selectJwk } from "./jwk";
import { needMembers } from "./jwk-parts";
import type { KeySource } from "./key-source";
import { emptyKeyError } from "./refusals";

/** The bytes of an HMAC key (RFC 7518 section 3.2). */
export interface Secret {
  bytes: Uint8Array<ArrayBuffer>;
  algorithm: Algorithm;
  keyId?: string;
  /** The number of keys in the JWK set that it comes from. */
  setSize?: number;
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
  const text = typeof material === "string" ? repair(material) : "";
  if (PRIVATE_KEY.test(text)) throw pemInstead(text, field, choice);

  const json = text.startsWith("{") ? parseIfJson(field, repairJson(text)) : undefined;
  if (json && isJwk(json)) return fromJwk(json, source, choice, keyId);

  const [ownKeyId, secret] = source.holdsId ? splitOffId(field, text) : [undefined, text];
  const bytes =
    typeof material === "string" ? decode(field, secret, encoding) : asBytes(field, material, encoding);
  if (bytes.length > 0) return { bytes: Uint8Array.from(bytes), algorithm: firstOf(choice), keyId: ownKeyId };
  throw emptyKeyError(source, "the secret");
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
  decode(field, secret, "hex");
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
  const bytes = decode(field, member(jwk, "k") ?? "", "base64url");
  if (bytes.length === 0) throw new JwtAuthError(field, "The secret in this JWK is empty. Export it again.");
  const alg = member(jwk, "alg");
  return {
    bytes: Uint8Array.from(bytes),
    algorithm: choice.algorithms.find(({ name }) => name === alg) ?? firstOf(choice),
    keyId: member(jwk, "kid"),
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

/** Parses the text as a JSON object. Undefined if it is not one: a secret can start with a brace, too. */
export function parseIfJson(field: FieldName, text: string): JsonObject | undefined {
  try {
    return parseObject(field, text);
  } catch {
    return undefined;
  }
}

const ENCODINGS: Record<string, { valid: RegExp; found: string; remedy: string }> = {
  base64: {
    valid: /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?$/,
    found: "Not valid base64",
    remedy: "Paste the whole secret, or change Secret Encoding: base64url uses - and _ instead of + and /",
  },
  base64url: {
    valid: /^(?:[A-Za-z0-9_-]{4})*(?:[A-Za-z0-9_-]{2}(?:==)?|[A-Za-z0-9_-]{3}=?)?$/,
    found: "Not valid base64url",
    remedy: "Paste the whole secret, or change Secret Encoding: base64 uses + and / instead of - and _",
  },
  hex: {
    valid: /^(?:[0-9A-Fa-f]{2})*$/,
    found: "Not valid hex (pairs of 0-9 and a-f)",
    remedy: "Paste the whole secret, or change Secret Encoding",
  },
};

function decode(field: FieldName, text: string, encoding: string): Buffer {
  const rule = ENCODINGS[encoding];
  if (!rule) return Buffer.from(text, "utf8");
  const encoded = text.replace(/\s+/g, "");
  if (rule.valid.test(encoded)) return Buffer.from(encoded, encoding as BufferEncoding);
  throw new JwtAuthError(field, `${rule.found}. ${rule.remedy}.`);
}

function asBytes(field: FieldName, bytes: Buffer, encoding: string): Buffer {
  const rule = ENCODINGS[encoding];
  if (!rule) return bytes;
  throw new JwtAuthError(
    field,
    `${rule.found}: the file is binary. Set Secret Encoding to Text to use its bytes as they are.`,
  );
}
