import type { KeyObject } from "node:crypto";
import type { FieldName } from "../../field-name";
import { JwtAuthError } from "../lib/errors";
import type { JsonObject } from "../lib/json";
import { nodeCrypto } from "../lib/node-crypto";
import type { Algorithm } from "./algorithms";
import { unfitness } from "./fit";
import { keysOf, kidsOf, member, suitsJwk } from "./jwk";

/** Name of the input that holds what a token is verified with. */
export const VERIFICATION_KEY = "verificationKey" satisfies FieldName;

/** What is wrong with it, and what to do, without the last full stop. */
export const refuse = (problem: string, cause?: unknown): JwtAuthError =>
  new JwtAuthError(VERIFICATION_KEY, `${problem}.`, { cause });

/**
 * The public key of a JWK, or those of a JWK set that may have signed a token.
 *
 * @param keyId the token's `kid`
 * @throws JwtAuthError if there is none
 */
export function fromPublicJwks(object: JsonObject, algorithm: Algorithm, keyId?: string): KeyObject[] {
  if (object.has("keys")) return pick(keysOf(object), algorithm, keyId).map(fromJwk);
  const key = fromJwk(object);
  // What is of another kind altogether is told as that.
  if (unfitness(key, algorithm) || suitsJwk(object, algorithm)) return [key];
  throw refuse(
    `this JWK is not for ${algorithm.name}, with which the token is signed: its alg or use says otherwise. Use the key of the token's issuer`,
  );
}

function pick(keys: JsonObject[], algorithm: Algorithm, keyId?: string): JsonObject[] {
  const fitting = keys.filter((jwk) => suitsJwk(jwk, algorithm));
  const named = fitting.filter((jwk) => member(jwk, "kid") === keyId);
  if (keyId !== undefined && named.length > 0) return named;
  if (fitting.length === 0) {
    throw refuse(
      `no key of this JWK set is for ${algorithm.name}, with which the token is signed. Use the set of the token's issuer`,
    );
  }
  if (keyId === undefined || !kidsOf(fitting)) return fitting;
  throw refuse(
    `this JWK set does not have the key ${JSON.stringify(keyId)} that the token names (kid); it has ${kidsOf(fitting)}. Use the set of the token's issuer, as it is now`,
  );
}

const PUBLIC_MEMBERS = ["kty", "n", "e", "crv", "x", "y"];

function fromJwk(jwk: JsonObject): KeyObject {
  const members = PUBLIC_MEMBERS.map((name) => [name, member(jwk, name)]);
  const key = Object.fromEntries(members.filter(([, value]) => value !== undefined));
  if (key.kty === "oct") {
    throw refuse(
      "this JWK is a shared secret, and the token is signed with a private key. Use the public key of the token's issuer",
    );
  }
  try {
    return nodeCrypto().createPublicKey({ key, format: "jwk" });
  } catch (cause) {
    throw refuse("this JWK is damaged or incomplete. Copy it again from where it was made", cause);
  }
}
