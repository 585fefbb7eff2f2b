import type { KeyObject } from "node:crypto";
import { JwtAuthError } from "../lib/errors";
import { parseObject } from "../lib/json";
import { repair, repairJson, unescapeText } from "../lib/repair";
import { type Algorithm, SHARED_SECRET } from "./algorithms";
import { checkFits, misfit } from "./fit";
import { isJwk, member, selectJwk } from "./jwk";
import { checkWhole, decrypt, fromDer, fromEd25519, fromJwk, isDer } from "./key-object";
import type { KeySource, PrivateKeySource } from "./key-source";
import { readPem } from "./pem";
import { emptyKeyError, recognizeText } from "./refusals";

export interface PrivateKey {
  key: KeyObject;
  keyId?: string;
  /** The `client_email` and `token_uri` of a service account file. */
  email?: string;
  tokenUri?: string;
}

/** JSON files that contain a key and its ID, by their property names: Google's and Coinbase's. */
const KEY_FILES: { key: string; ids: string[]; email?: string; tokenUri?: string }[] = [
  { key: "private_key", ids: ["private_key_id"], email: "client_email", tokenUri: "token_uri" },
  { key: "privateKey", ids: ["name", "id"] },
];

const FORMS = "a PEM, a JWK, a Google or Coinbase key file, or DER in base64";

/**
 * Reads a private key in any supported format.
 *
 * @param material text, or the bytes of a binary file: DER
 * @param keyId selects the key from a JWK set
 * @throws JwtAuthError that describes what was found instead of a private key for the algorithm
 */
export function readPrivateKey(
  material: string | Buffer,
  source: KeySource,
  algorithm: Algorithm,
  keyId?: string,
): PrivateKey {
  const found = read(material, source, algorithm, keyId);
  checkFits(source.field, found.key, algorithm);
  checkWhole(source.field, found.key);
  return found;
}

function read(
  material: string | Buffer,
  source: KeySource,
  algorithm: Algorithm,
  keyId?: string,
): PrivateKey {
  if (typeof material !== "string") return { key: fromDer(material, source) };
  const text = repair(material);
  if (text.startsWith("{")) return fromJson(text, source, algorithm, keyId);
  if (text) return { key: fromText(text, source) };
  throw emptyKeyError(source, FORMS);
}

function fromJson(text: string, source: KeySource, algorithm: Algorithm, keyId?: string): PrivateKey {
  const { field, forms = "a JWK, a JWK set, or a Google or Coinbase key file" } = source;
  const object = parseObject(field, repairJson(text), true);
  if (isJwk(object)) {
    const selected = selectJwk(field, object, algorithm, keyId);
    if (selected.jwk.kty === "oct") throw misfit(field, { kty: "oct", words: SHARED_SECRET }, algorithm);
    return { key: fromJwk(field, selected.jwk), keyId: selected.keyId };
  }
  for (const { key, ids, email = "", tokenUri = "" } of KEY_FILES) {
    const text = member(object, key);
    if (!text) continue;
    const [ownKeyId] = ids.flatMap((name) => member(object, name) ?? []);
    return {
      key: fromText(text, source),
      keyId: ownKeyId,
      email: member(object, email),
      tokenUri: member(object, tokenUri),
    };
  }
  throw new JwtAuthError(
    field,
    `Unknown JSON key format: no kty, keys, private_key, or privateKey. Use ${forms}.`,
  );
}

/**
 * The private key in a PEM, or in base64-encoded DER or Ed25519 bytes.
 *
 * @throws JwtAuthError that describes what was found instead
 */
export function fromText(text: string, source: PrivateKeySource): KeyObject {
  const { field, forms = FORMS } = source;
  const pem = readPem(field, text);
  if (pem) return "der" in pem ? fromDer(pem.der, source) : decrypt(pem.encryptedPem, source);

  const unrecognized = new JwtAuthError(field, `Unknown private key format. Use ${forms}.`);
  const base64 = unescapeText(text).replace(/\s+/g, "");
  if (!/^[A-Za-z0-9+/_-]+={0,2}$/.test(base64)) throw recognizeText(field, text) ?? unrecognized;
  const bytes = Buffer.from(base64, "base64");
  if (bytes.length === 64) return fromEd25519(field, bytes);
  if (isDer(bytes)) return fromDer(bytes, source);
  throw recognizeText(field, text) ?? unrecognized;
}
