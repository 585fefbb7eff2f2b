import type { KeyObject } from "node:crypto";
import { calculateJwkThumbprint, type JWK } from "jose";
import { nodeCrypto, sha256 } from "../lib/node-crypto";
import type { Algorithm, SigningParameters } from "./algorithms";
import { readKeyFile } from "./file";
import { damagedKey } from "./key-object";
import type { KeySource } from "./key-source";
import { readPrivateKey } from "./private-key";
import { readSecret } from "./secret";

/** A key that can sign, with what came with it. */
export interface SigningKey {
  /** A private key signs; a shared secret can verify too. */
  key: CryptoKey;
  /** What WebCrypto is told to sign with it. */
  parameters: SigningParameters;
  /** The `kid` of a JWK or service-account file, or what stood before a secret. */
  keyId?: string;
  /** The `client_email` and `token_uri` of a service-account file. */
  email?: string;
  tokenUri?: string;
  /** A digest of all that decides the key. */
  id: string;
  /** Undefined for a shared secret. */
  publicKey?: {
    /** Its members alone, without `kid`, `alg` and `use`. */
    jwk: JWK;
    /** Base64 of the SHA-256 of its SubjectPublicKeyInfo in DER. */
    sha256: string;
    /** RFC 7638, in base64url, by SHA-256. */
    thumbprint: string;
  };
}

/**
 * The keys used last, by a digest of all that decides them: newest last. A key that cannot be used is kept as the
 * refusal that it is, so that a form that is being filled in does not try it anew at every keystroke.
 */
const cache = new Map<string, Promise<SigningKey>>();
const MAX_CACHED_KEYS = 32;

/**
 * Takes a key in any form a user has it and makes it ready to sign with one algorithm.
 *
 * @param keyId picks the key from a JWK set; undefined for the only one that fits
 * @throws JwtAuthError that names what was found and what would do
 */
export async function loadKey(source: KeySource, algorithm: Algorithm, keyId?: string): Promise<SigningKey> {
  const material =
    source.path === undefined ? (source.text ?? "") : await readKeyFile(source.field, source.path);
  const { field, encoding, passphrase, holdsId, forms = "" } = source;
  const settings = [algorithm.name, field, encoding, passphrase, String(holdsId), forms, keyId ?? ""];
  const id = digest([...settings, material]);
  const signingKey = cache.get(id) ?? importKey(id, material, source, algorithm, keyId);
  cache.delete(id);
  cache.set(id, signingKey);
  const [oldest] = cache.keys();
  if (cache.size > MAX_CACHED_KEYS && oldest) cache.delete(oldest);
  return signingKey;
}

async function importKey(
  id: string,
  material: string | Buffer,
  source: KeySource,
  algorithm: Algorithm,
  keyId: string | undefined,
): Promise<SigningKey> {
  const { parameters } = algorithm;
  if (algorithm.family === "hmac") {
    const { bytes, keyId: ownKeyId } = readSecret(material, source, algorithm, keyId);
    const key = await crypto.subtle.importKey("raw", bytes, parameters, false, ["sign", "verify"]);
    return { id, key, parameters, keyId: ownKeyId };
  }
  const { key, ...found } = readPrivateKey(material, source, algorithm, keyId);
  try {
    const jwk = key.export({ format: "jwk" });
    const cryptoKey = await crypto.subtle.importKey("jwk", jwk, parameters, false, ["sign"]);
    return { id, key: cryptoKey, parameters, publicKey: await publicKeyOf(key), ...found };
  } catch (cause) {
    // WebCrypto looks at a key more closely than OpenSSL does.
    throw damagedKey(source.field, cause);
  }
}

async function publicKeyOf(privateKey: KeyObject): Promise<SigningKey["publicKey"]> {
  const key = nodeCrypto().createPublicKey(privateKey);
  const jwk = key.export({ format: "jwk" }) as JWK;
  return {
    jwk,
    sha256: sha256(key.export({ format: "der", type: "spki" }), "base64"),
    thumbprint: await calculateJwkThumbprint(jwk),
  };
}

/** A digest rather than the text itself, so that the cache holds no secrets. Lengths keep neighbours apart. */
function digest(parts: (string | Buffer)[]): string {
  const hash = nodeCrypto().createHash("sha256");
  for (const part of parts) hash.update(`${typeof part}${part.length}:`).update(part);
  return hash.digest("base64");
}
