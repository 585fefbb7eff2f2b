import { JwtAuthError } from "../lib/errors";
import { type JsonObject, parseObject } from "../lib/json";
import { repair, repairJson, unescapeText } from "../lib/repair";
import { makePrivateKey } from "../material/make-key";
import type { KeyParts } from "../material/parts";
import { findShape } from "../material/shape";
import { type AlgorithmChoice, allowsSecret, isForPrivateKey, SHARED_SECRET } from "./algorithms";
import { misfit } from "./fit";
import { isJwk, keysOf, member, selectJwk } from "./jwk";
import { readJwk } from "./jwk-parts";
import type { KeySource, PrivateKeySource } from "./key-source";
import { readPem } from "./pem";
import { fromDer } from "./private-der";
import { decode, readRawKey } from "./raw-key";
import { recognizeText } from "./refusals";

/** What is found where a private key should be. */
export interface FoundKey {
  parts: KeyParts;
  keyId?: string;
  /** The "alg" of a JWK. */
  alg?: string;
  /** The number of keys in the JWK set that it comes from. */
  setSize?: number;
  /** The `client_email` and `token_uri` of a service account file. */
  email?: string;
  tokenUri?: string;
  /** What to say if the numbers contradict each other, without what to do. */
  damaged?: string;
}

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

/** The formats of private keys, for errors. */
export const FORMS = "a PEM, a JWK, a Google or Coinbase key file, or DER in base64";

/**
 * Finds a private key, without checking its numbers.
 *
 * @returns undefined if nothing tells that it is a key: it can be a secret, or anything else
 * @throws JwtAuthError that describes what was found instead
 */
export function findPrivateKey(
  material: string | Buffer,
  source: KeySource,
  choice: AlgorithmChoice,
  keyId?: string,
): FoundKey | undefined {
  if (typeof material !== "string") return fromBytes(material, source, choice);
  const text = repair(material);
  // A secret can start with a brace, too.
  const isJson = text.startsWith("{") && !(allowsSecret(choice) && !/^\{\s*(?:["'\\}/]|$)/.test(text));
  if (isJson) return fromJson(text, source, choice, keyId);
  return text ? fromText(text, source, choice) : undefined;
}

function fromJson(
  text: string,
  source: KeySource,
  choice: AlgorithmChoice,
  keyId?: string,
): FoundKey | undefined {
  const { field, forms = "a JWK, a JWK set, or a Google or Coinbase key file" } = source;
  const object = parseObject(field, repairJson(text), true);
  if (isJwk(object)) {
    const jwk = selectJwk(field, object, choice, keyId);
    if (member(jwk, "kty") === "oct") {
      if (allowsSecret(choice)) return undefined;
      throw misfit(field, { kty: "oct", words: SHARED_SECRET }, choice);
    }
    const setSize = object.has("keys") ? keysOf(object).length : undefined;
    const [ownKeyId, alg] = [member(jwk, "kid"), member(jwk, "alg")];
    return { parts: readJwk(field, jwk), keyId: ownKeyId, alg, setSize, damaged: "This JWK is damaged." };
  }
  for (const { key, ids } of KEY_FILES) {
    const text = member(object, key);
    if (!text) continue;
    const [ownKeyId = ""] = ids.flatMap((name) => member(object, name) ?? []);
    const found = fromText(text, source, { algorithms: choice.algorithms.filter(isForPrivateKey) });
    if (found) return { ...found, keyId: ID.exec(ownKeyId)?.[0], ...accountOf(object) };
    throw new JwtAuthError(field, `Unknown private key format in the file. Use ${forms}.`);
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
 * @returns undefined if nothing tells that it is a key
 * @throws JwtAuthError that describes what was found instead
 */
export function fromText(
  text: string,
  source: PrivateKeySource,
  choice: AlgorithmChoice,
): FoundKey | undefined {
  const { field } = source;
  const pem = readPem(field, text);
  if (pem) return { parts: fromDer(pem, source) };

  const bytes = decode(unescapeText(text).replace(/\s+/g, ""));
  const other = recognizeText(field, text);
  if (other && bytes?.[0] !== SEQUENCE) throw other;
  return bytes && fromBytes(bytes, source, choice);
}

/** Every key in DER starts with this tag. */
const SEQUENCE = 0x30;

function fromBytes(bytes: Buffer, source: PrivateKeySource, choice: AlgorithmChoice): FoundKey | undefined {
  // DER can have the length of a raw key.
  if (findShape(bytes)) return { parts: fromDer({ bytes }, source) };
  const raw = readRawKey(bytes, choice);
  if (!allowsSecret(choice))
    return raw ?? (bytes[0] === SEQUENCE ? { parts: fromDer({ bytes }, source) } : undefined);
  // A secret can have the same bytes as part of a key, and the length of a raw one, but not two halves that match.
  if (startsLikeDer(bytes)) return { parts: fromDer({ bytes }, source) };
  return raw && isWhole(raw.parts) ? raw : undefined;
}

/** Whether bytes start as keys do: a SEQUENCE of a number, another SEQUENCE, or the name of its content, even if the end is missing. */
const startsLikeDer = (bytes: Buffer): boolean =>
  /^30(?:[0-7][\da-f]|81[89a-f][\da-f]|82[0-3][\da-f]{3})(?:0201|028[12]|0609|30[0-8])/.test(
    bytes.toString("hex", 0, 8),
  );

/** Whether both halves of a raw key match. */
function isWhole(parts: KeyParts): boolean {
  if (parts.type !== "OKP" || !parts.x) return false;
  try {
    return makePrivateKey(parts) !== undefined;
  } catch {
    return false;
  }
}
