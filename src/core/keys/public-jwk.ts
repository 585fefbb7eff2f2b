import type { FieldName } from "../../field-name";
import { JwtAuthError } from "../lib/errors";
import type { JsonObject } from "../lib/json";
import { quote } from "../lib/words";
import type { KeyParts } from "../material/parts";
import type { Algorithm } from "./algorithms";
import { whyUnsuitable } from "./fit";
import { keysOf, kidsOf, member, suitsJwk } from "./jwk";
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

const MAX_KEYS = 1000;
/** Keys to check one after the other. With the slowest algorithm, each takes several milliseconds. */
const MAX_CANDIDATES = 50;

function pick(keys: JsonObject[], algorithm: Algorithm, keyId?: string): JsonObject[] {
  const fitting = keys.filter((jwk) => suitsJwk(jwk, algorithm));
  const named = fitting.filter((jwk) => member(jwk, "kid") === keyId);
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
  if (whyUnsuitable(parts, algorithm) || suitsJwk(jwk, algorithm)) return parts;
  throw refuse(
    `This JWK isn't for ${algorithm.name}, the token's algorithm (see its alg or use). Use the issuer's key`,
  );
}
