import type { FieldName } from "../../field-name";
import { JwtAuthError } from "../lib/errors";
import { type JsonObject, parseObject } from "../lib/json";
import { repair, repairJson } from "../lib/repair";
import type { Algorithm } from "./algorithms";
import { isJwk, member, selectJwk } from "./jwk";
import type { KeySource } from "./key-source";

/** The bytes of an HMAC key (RFC 7518 section 3.2). */
export interface Secret {
  bytes: Uint8Array<ArrayBuffer>;
  keyId?: string;
}

/** What of a key's source matters for a secret. */
type SecretSource = Pick<KeySource, "field" | "encoding"> & Partial<Pick<KeySource, "holdsId" | "path">>;

const PRIVATE_KEY = /-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----|^PuTTY-User-Key-File-/;

/**
 * Reads a shared secret: text, base64, base64url or hex as the form says, or an `oct` JWK.
 *
 * @param material text, or the bytes of a file that is no text
 * @param keyId picks the secret from a JWK set
 * @throws JwtAuthError if it is a private key, or not valid in its encoding, or nothing
 */
export function readSecret(
  material: string | Buffer,
  source: SecretSource,
  algorithm: Algorithm,
  keyId?: string,
): Secret {
  const { field, encoding } = source;
  const text = typeof material === "string" ? repair(material) : "";
  if (PRIVATE_KEY.test(text)) throw privateKey(field, algorithm);

  const json = text.startsWith("{") ? parseIfJson(field, repairJson(text)) : undefined;
  if (json && isJwk(json)) return fromJwk(json, source, algorithm, keyId);

  const [ownKeyId, secret] = source.holdsId ? splitOffId(text) : [undefined, text];
  const bytes =
    typeof material === "string" ? decode(field, secret, encoding) : asBytes(field, material, encoding);
  if (bytes.length > 0) return { bytes: Uint8Array.from(bytes), keyId: ownKeyId };
  const remedy =
    source.path === undefined ? "Paste the secret, or choose a key file" : "Choose the file that holds it";
  throw new JwtAuthError(field, `there is nothing here. ${remedy}.`);
}

/** The ID and the secret of `id:secret`; a secret alone has none. */
function splitOffId(text: string): [id: string | undefined, secret: string] {
  const colon = text.indexOf(":");
  return colon < 0 ? [undefined, text] : [text.slice(0, colon).trim(), text.slice(colon + 1)];
}

function fromJwk(object: JsonObject, { field }: SecretSource, algorithm: Algorithm, keyId?: string): Secret {
  if (!object.has("keys") && member(object, "kty") !== "oct") throw privateKey(field, algorithm);
  const { jwk, keyId: ownKeyId } = selectJwk(field, object, algorithm, keyId);
  if (jwk.kty !== "oct") throw privateKey(field, algorithm);
  const bytes = decode(field, jwk.k ?? "", "base64url");
  return { bytes: Uint8Array.from(bytes), keyId: ownKeyId };
}

const privateKey = (field: FieldName, algorithm: Algorithm) =>
  new JwtAuthError(
    field,
    `this is a key of a key pair, but ${algorithm.name} signs with ${algorithm.needs}. Choose an RS, PS, ES or EdDSA algorithm for it, or use the secret.`,
  );

/** The object that the text is, or undefined: a secret may begin with a brace and be no JSON. */
function parseIfJson(field: FieldName, text: string): JsonObject | undefined {
  try {
    return parseObject(field, text);
  } catch {
    return undefined;
  }
}

const ENCODINGS: Record<string, { valid: RegExp; found: string; remedy: string }> = {
  base64: {
    valid: /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?$/,
    found: "this is not valid base64",
    remedy:
      "Paste it whole, or choose how the secret is written: base64url has - and _ where base64 has + and /",
  },
  base64url: {
    valid: /^(?:[A-Za-z0-9_-]{4})*(?:[A-Za-z0-9_-]{2}(?:==)?|[A-Za-z0-9_-]{3}=?)?$/,
    found: "this is not valid base64url",
    remedy:
      "Paste it whole, or choose how the secret is written: base64 has + and / where base64url has - and _",
  },
  hex: {
    valid: /^(?:[0-9A-Fa-f]{2})*$/,
    found: "this is not valid hex, which is pairs of 0-9 and a-f",
    remedy: "Paste it whole, or choose how the secret is written",
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
  throw new JwtAuthError(field, `${rule.found} but bytes. Choose Text: it takes the bytes as they are.`);
}
