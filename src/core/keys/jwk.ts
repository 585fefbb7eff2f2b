import type { FieldName } from "../../field-name";
import { JwtAuthError } from "../lib/errors";
import type { Json, JsonObject } from "../lib/json";
import { listNames, listOf } from "../lib/words";
import {
  type Algorithm,
  type AlgorithmChoice,
  algorithms,
  allowsSecret,
  isSameAlgorithm,
  nameOfChoice,
  needsOf,
} from "./algorithms";
import { kidOf, member } from "./jwk-members";
import { publicKeyError } from "./refusals";

/** The member that only a private or secret JWK has, by "kty" (RFC 7518 section 6, RFC 8037 section 2, RFC 9964). */
const PRIVATE_MEMBERS: ReadonlyMap<string, string> = new Map([
  ["RSA", "d"],
  ["EC", "d"],
  ["OKP", "d"],
  ["AKP", "priv"],
  ["oct", "k"],
]);

/** Whether a JWK has a private or secret part. */
export function isPrivateJwk(jwk: JsonObject): boolean {
  const kty = member(jwk, "kty") ?? "";
  return jwk.has(PRIVATE_MEMBERS.get(kty) ?? "") || (kty === "RSA" && jwk.has("p"));
}

/**
 * Selects a key: a single JWK, or the key of a JWK set that `keyId` names, or else the only one that matches an algorithm of the choice.
 *
 * @throws JwtAuthError if no key matches, or if the key is public or meant for another use
 */
export function selectJwk(
  field: FieldName,
  object: JsonObject,
  choice: AlgorithmChoice,
  keyId?: string,
  operations: Operation[] = ["sign"],
): JsonObject {
  const jwk = object.has("keys")
    ? pick(field, toMembers(object.get("keys")), { choice, operations }, keyId)
    : object;
  if (!PRIVATE_MEMBERS.has(member(jwk, "kty") ?? "")) {
    throw new JwtAuthError(
      field,
      `Unsupported JWK key type (kty). Use ${listOf([...PRIVATE_MEMBERS.keys()], "or")}.`,
    );
  }
  if (!isPrivateJwk(jwk)) throw publicKeyError(field);
  checkUse(field, jwk, choice, operations);
  return jwk;
}

/** The keys of a JWK set, or a single JWK as a list. */
export const keysOf = (object: JsonObject): JsonObject[] =>
  object.has("keys") ? toMembers(object.get("keys")) : [object];

const toMembers = (keys: Json | undefined): JsonObject[] =>
  Array.isArray(keys) ? keys.filter((key) => key instanceof Map) : [];

/** More than any issuer publishes at once. */
export const MAX_KEYS = 1000;

type Operation = "sign" | "verify";

/** What a key is needed for. */
interface Need {
  choice: AlgorithmChoice;
  operations: Operation[];
}

function pick(field: FieldName, keys: JsonObject[], need: Need, keyId?: string): JsonObject {
  const { choice } = need;
  const name = nameOfChoice(choice);
  const purpose = name === undefined ? "" : ` ${choice.service ? "for" : "with"} ${name}`;
  if (keys.length > MAX_KEYS)
    throw new JwtAuthError(field, `This JWK set has over ${MAX_KEYS} keys. Paste only the one you want.`);
  const fitting = keys.filter((key) => fits(key, need));
  const named = keys.filter((key) => kidOf(key) === keyId);
  if (keyId !== undefined && named.length > 0) {
    // Keys of different types can share a kid (RFC 7517 section 4.5).
    return named.find((key) => fitting.includes(key)) ?? (named[0] as JsonObject);
  }
  if (keyId !== undefined && kidsOf(keys)) {
    const problem = `No key in the JWK set has this kid. Use ${kidsOf(keys, "or")}.`;
    throw new JwtAuthError("keyId", problem);
  }
  if (fitting.length === 1) return fitting[0] as JsonObject;
  if (fitting.length === 0) {
    throw new JwtAuthError(
      field,
      `No key in this JWK set can sign${purpose}. Use a set with ${needsOf(choice)}${allowsSecret(choice) ? "" : ", including its private part"}.`,
    );
  }
  const remedy = kidsOf(fitting)
    ? `Enter the kid of one: ${kidsOf(fitting, "or")}`
    : "They have no kid, so paste only the one you want";
  const problem = `The JWK set has ${fitting.length} keys that can sign${purpose}. ${remedy}.`;
  throw new JwtAuthError("keyId", problem, { isMissing: true });
}

/** The kids of the keys as a list in words, or "" if none has one. */
export const kidsOf = (keys: JsonObject[], conjunction?: "and" | "or"): string =>
  listNames(
    keys.flatMap((key) => kidOf(key) ?? []),
    conjunction,
  );

const fits = (jwk: JsonObject, { choice, operations }: Need): boolean =>
  isPrivateJwk(jwk) &&
  choice.algorithms.some((algorithm) => suitsJwk(jwk, algorithm)) &&
  allows(jwk, operations);

/** Whether a JWK, private or public, has the right type for the algorithm and is not meant for another use. */
export function suitsJwk(jwk: JsonObject, algorithm: Algorithm): boolean {
  if (member(jwk, "kty") !== algorithm.kty) return false;
  const curve = member(jwk, algorithm.kty === "AKP" ? "alg" : "crv");
  if (algorithm.curve && curve !== algorithm.curve) return false;
  return isForSignatures(jwk) && isFor(jwk, algorithm);
}

/** A member that is not a list of text or text, as it should be, allows nothing. Null is the same as none. */
const isForSignatures = (jwk: JsonObject): boolean => (jwk.get("use") ?? "sig") === "sig";

/** Whether the JWK's "key_ops" allow one of the operations (RFC 7517 section 4.3). */
export function allows(jwk: JsonObject, operations: Operation[]): boolean {
  const own = jwk.get("key_ops") ?? operations;
  return Array.isArray(own) && operations.some((operation) => own.includes(operation));
}

/** Whether the JWK's "alg" allows the algorithm. */
function isFor(jwk: JsonObject, algorithm: Algorithm): boolean {
  const alg = jwk.get("alg") ?? algorithm.name;
  return typeof alg === "string" && isSameAlgorithm(alg, algorithm);
}

function checkUse(
  field: FieldName,
  jwk: JsonObject,
  { algorithms: allowed, service }: AlgorithmChoice,
  operations: Operation[],
): void {
  if (!isForSignatures(jwk) || !allows(jwk, operations)) {
    throw new JwtAuthError(field, "This JWK isn't for signing (see its use or key_ops). Use a signing key.");
  }
  // The "alg" of an AKP key is its type, which is compared later.
  const kty = member(jwk, "kty");
  const ofType = allowed.filter((algorithm) => algorithm.kty === kty);
  const [first] = ofType;
  if (!first || kty === "AKP" || ofType.some((algorithm) => isFor(jwk, algorithm))) return;
  const alg = member(jwk, "alg") ?? "";
  const isPossible = algorithms.get(alg)?.kty === kty && service === undefined;
  const remedy = isPossible ? `Choose ${alg}` : "Use another key";
  const use = ofType.length > 1 ? "signing" : first.name;
  throw new JwtAuthError(
    field,
    `This JWK's alg doesn't allow ${use}. ${remedy}, or remove alg from the JWK.`,
  );
}
