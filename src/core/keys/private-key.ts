import { JwtAuthError } from "../lib/errors";
import { type JsonObject, parseObject } from "../lib/json";
import { repair, repairJson, unescapeText } from "../lib/repair";
import { hasMlDsa } from "../material/akp";
import { BadKey } from "../material/key-errors";
import { type MadeKey, makePrivateKey } from "../material/make-key";
import type { KeyParts } from "../material/parts";
import { findShape } from "../material/shape";
import { type Algorithm, SHARED_SECRET } from "./algorithms";
import { checkFits, misfit } from "./fit";
import { isJwk, member, selectJwk } from "./jwk";
import { readJwk } from "./jwk-parts";
import type { KeySource, PrivateKeySource } from "./key-source";
import { readPem } from "./pem";
import { damagedKey, fromDer } from "./private-der";
import { decode, readRawKey } from "./raw-key";
import { emptyKeyError, recognizeText, unavailable } from "./refusals";

/** What is found where a private key should be. */
interface FoundKey {
  parts: KeyParts;
  keyId?: string;
  /** The `client_email` and `token_uri` of a service account file. */
  email?: string;
  tokenUri?: string;
  /** What to say if the numbers contradict each other, without what to do. */
  damaged?: string;
}

/** A private key for signing, and what came with it. */
interface PrivateKey extends Omit<FoundKey, "parts" | "damaged">, MadeKey {}

/** JSON files that contain a key and its ID, by their property names: Google's and Coinbase's. */
const KEY_FILES: { key: string; ids: string[] }[] = [
  { key: "private_key", ids: ["private_key_id"] },
  { key: "privateKey", ids: ["name", "id"] },
];

/** What else of Google's file becomes text, and what it looks like. Anything else in a file is not sent. */
const ACCOUNT = {
  type: "service_account",
  email: /^[\w.+-]{1,64}@[\w.-]{1,255}$/,
  tokenUri: /^https?:\/\/[\w.-]{1,255}(?::\d{1,5})?(?:\/[\w./~-]{0,255})?$/,
};
const ID = /^[\x21-\x7e]{1,300}$/;

const FORMS = "a PEM, a JWK, a Google or Coinbase key file, or DER in base64";

/** Whether text is a PEM with a valid private key that is not encrypted. */
export function isPrivateKeyPem(text: string): boolean {
  try {
    const pem = readPem("key", text);
    return pem !== undefined && makePrivateKey(fromDer(pem, { field: "key", passphrase: "" })) !== undefined;
  } catch {
    return false;
  }
}

/**
 * Reads a private key in any supported format.
 *
 * @param material text, or the bytes of a binary file
 * @param keyId selects the key from a JWK set
 * @throws JwtAuthError that describes what was found instead of a private key for the algorithm
 */
export function readPrivateKey(
  material: string | Buffer,
  source: KeySource,
  algorithm: Algorithm,
  keyId?: string,
): PrivateKey {
  if (algorithm.family === "akp" && !hasMlDsa(algorithm.name)) throw unavailable(algorithm);
  const { parts, damaged, ...found } = find(material, source, algorithm, keyId);
  checkFits(source.field, parts, algorithm);
  try {
    return { ...makePrivateKey(parts), ...found };
  } catch (error) {
    if (!(error instanceof BadKey)) throw error;
    const problem = `${damaged} Copy it again from the original.`;
    throw damaged
      ? new JwtAuthError(source.field, problem, { cause: error })
      : damagedKey(source.field, error);
  }
}

function find(material: string | Buffer, source: KeySource, algorithm: Algorithm, keyId?: string): FoundKey {
  if (typeof material !== "string") return fromBytes(material, source, algorithm);
  const text = repair(material);
  if (text.startsWith("{")) return fromJson(text, source, algorithm, keyId);
  if (text) return fromText(text, source, algorithm);
  throw emptyKeyError(source, FORMS);
}

function fromJson(text: string, source: KeySource, algorithm: Algorithm, keyId?: string): FoundKey {
  const { field, forms = "a JWK, a JWK set, or a Google or Coinbase key file" } = source;
  const object = parseObject(field, repairJson(text), true);
  if (isJwk(object)) {
    const jwk = selectJwk(field, object, algorithm, keyId);
    if (member(jwk, "kty") === "oct") throw misfit(field, { kty: "oct", words: SHARED_SECRET }, algorithm);
    return { parts: readJwk(field, jwk), keyId: member(jwk, "kid"), damaged: "This JWK is damaged." };
  }
  for (const { key, ids } of KEY_FILES) {
    const text = member(object, key);
    if (!text) continue;
    const [ownKeyId = ""] = ids.flatMap((name) => member(object, name) ?? []);
    return { ...fromText(text, source, algorithm), keyId: ID.exec(ownKeyId)?.[0], ...accountOf(object) };
  }
  throw new JwtAuthError(
    field,
    `Unknown JSON key format: no kty, keys, private_key, or privateKey. Use ${forms}.`,
  );
}

function accountOf(object: JsonObject): Pick<FoundKey, "email" | "tokenUri"> {
  if (member(object, "type") !== ACCOUNT.type) return {};
  return {
    email: ACCOUNT.email.exec(member(object, "client_email") ?? "")?.[0],
    tokenUri: ACCOUNT.tokenUri.exec(member(object, "token_uri") ?? "")?.[0],
  };
}

/**
 * The private key in a PEM, or in DER or raw bytes in base64 or hex.
 *
 * @throws JwtAuthError that describes what was found instead
 */
export function fromText(text: string, source: PrivateKeySource, algorithm: Algorithm): FoundKey {
  const { field } = source;
  const pem = readPem(field, text);
  if (pem) return { parts: fromDer(pem, source) };

  const bytes = decode(unescapeText(text).replace(/\s+/g, ""));
  const other = recognizeText(field, text);
  if (other && bytes?.[0] !== SEQUENCE) throw other;
  return fromBytes(bytes ?? Buffer.alloc(0), source, algorithm);
}

/** Every key in DER starts with this tag. */
const SEQUENCE = 0x30;

function fromBytes(bytes: Buffer, source: PrivateKeySource, algorithm: Algorithm): FoundKey {
  // DER can have the length of a raw key.
  const raw = findShape(bytes) ? undefined : readRawKey(bytes, algorithm);
  if (raw) return raw;
  if (bytes[0] === SEQUENCE) return { parts: fromDer({ bytes }, source) };
  const { field, forms = FORMS } = source;
  throw new JwtAuthError(field, `Unknown private key format. Use ${forms}.`);
}
