import type { FieldName } from "../../field-name";
import { JwtAuthError } from "../lib/errors";
import type { JsonObject } from "../lib/json";
import { nodeCrypto } from "../lib/node-crypto";
import { quote } from "../lib/words";
import { DerError } from "../material/der";
import { BadKey } from "../material/key-errors";
import { makePublicKey } from "../material/make-key";
import type { KeyParts } from "../material/parts";
import { readX509 } from "../material/x509";
import type { Algorithm } from "./algorithms";
import { whyUnsuitable } from "./fit";
import { allows, keysOf, kidsOf, MAX_KEYS, suitsJwk } from "./jwk";
import { kidOf, member } from "./jwk-members";
import { readJwk } from "./jwk-parts";

/** Name of the input for the key that verifies a token. */
export const VERIFICATION_KEY = "verificationKey" satisfies FieldName;

/** The error for that input. `problem` says what is wrong and what to do, without the final period. */
export const refuse = (problem: string, cause?: unknown): JwtAuthError =>
  new JwtAuthError(VERIFICATION_KEY, `${problem}.`, { cause });

/**
 * The JWK itself, or those of a JWK set that may have signed a token.
 *
 * @param keyId the token's `kid`
 * @throws JwtAuthError if there is no matching key, or if there are too many
 */
export function selectPublicJwks(object: JsonObject, algorithm: Algorithm, keyId?: string): JsonObject[] {
  if (!object.has("keys")) return [object];
  const keys = keysOf(object);
  if (keys.length > MAX_KEYS)
    throw refuse(`This JWK set has over ${MAX_KEYS} keys. Paste only the issuer's key`);
  const picked = pick(keys, algorithm, keyId);
  if (picked.length <= MAX_CANDIDATES) return picked;
  throw refuse(
    `This JWK set has ${picked.length} keys that match the token, too many to check. Paste only the issuer's key`,
  );
}

/** Keys to check one after the other. With the slowest algorithm, each takes several milliseconds. */
const MAX_CANDIDATES = 50;

function pick(keys: JsonObject[], algorithm: Algorithm, keyId?: string): JsonObject[] {
  const fitting = keys.filter((jwk) => suitsJwk(jwk, algorithm));
  const named = fitting.filter((jwk) => kidOf(jwk) === keyId);
  if (keyId !== undefined && named.length > 0) return named;
  if (fitting.length === 0) {
    throw refuse(
      `No key in this JWK set is for ${algorithm.name}, the token's algorithm. Use the issuer's JWK set`,
    );
  }
  if (keyId === undefined || !kidsOf(fitting)) return fitting;
  throw refuse(
    `No key in this JWK set has the token's kid, ${quote(keyId, 30)} (it has ${kidsOf(fitting)}). Use the issuer's current JWK set`,
  );
}

/**
 * The parts of a JWK's key. One of the wrong type is reported by the caller.
 *
 * @throws JwtAuthError if it is a shared secret, incomplete, or not for the algorithm
 */
export function readPublicJwk(jwk: JsonObject, algorithm: Algorithm): KeyParts {
  if (member(jwk, "kty") === "oct") {
    throw refuse(
      "This JWK is a shared secret, but the token is signed with a private key. Use the issuer's public key",
    );
  }
  const parts = readJwk(VERIFICATION_KEY, jwk);
  if (whyUnsuitable(parts, algorithm)) return parts;
  if (!suitsJwk(jwk, algorithm))
    throw refuse(
      `This JWK isn't for ${algorithm.name}, the token's algorithm (see its alg or use). Use the issuer's key`,
    );
  // The private half of a key can have the operation of its own.
  if (!allows(jwk, ["verify", "sign"]))
    throw refuse("This JWK isn't for verifying signatures (see its key_ops). Use the issuer's key");
  if (!isSameAsInCertificate(parts, jwk))
    throw refuse("The certificate in this JWK (x5c) is damaged or for another key. Use the issuer's key");
  return parts;
}

/** RFC 7517 sections 4.7 to 4.9. Without a certificate, its thumbprints cannot be compared. */
function isSameAsInCertificate(parts: KeyParts, jwk: JsonObject): boolean {
  const chain = jwk.get("x5c") ?? [];
  const [first] = Array.isArray(chain) ? chain : [null];
  if (first === undefined) return true;
  if (typeof first !== "string") return false;
  const der = Buffer.from(first, "base64");
  const isThumbprint = (name: string, hash: string) =>
    (jwk.get(name) ?? digestOf(hash, der)) === digestOf(hash, der);
  try {
    const [own, certified] = [parts, readX509(der).publicKey].map((key) => makePublicKey(key).jwk);
    return (
      JSON.stringify(own) === JSON.stringify(certified) &&
      isThumbprint("x5t", "sha1") &&
      isThumbprint("x5t#S256", "sha256")
    );
  } catch (error) {
    if (error instanceof DerError || error instanceof BadKey) return false;
    throw error;
  }
}

const digestOf = (hash: string, der: Buffer): string =>
  nodeCrypto().createHash(hash).update(der).digest("base64url");
