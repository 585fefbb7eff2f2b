import { JwtAuthError } from "../lib/errors";
import { repair } from "../lib/repair";
import { hasMlDsa } from "../material/akp";
import { BadKey } from "../material/key-errors";
import { type MadeKey, makePrivateKey } from "../material/make-key";
import type { Algorithm, AlgorithmChoice } from "./algorithms";
import { pickAlgorithm } from "./fit";
import { FORMS, findPrivateKey } from "./found-key";
import type { KeySource } from "./key-source";
import { findLookalike, MAX_SECRET_CHARS } from "./lookalikes";
import { readPem } from "./pem";
import { damagedKey, fromDer } from "./private-der";
import { emptyKeyError, unavailable } from "./refusals";
import type { FoundKey } from "./text-key";

/** A private key for signing, and what came with it. */
interface PrivateKey extends Omit<FoundKey, "parts" | "damaged" | "alg">, MadeKey {
  algorithm: Algorithm;
}

/** Whether text is a PEM with a valid private key that is not encrypted. */
export function isPrivateKeyPem(text: string): boolean {
  try {
    const pem = readPem("key", text);
    return (
      pem !== undefined && makePrivateKey(fromDer(pem, { field: "key", passphrase: "" }).parts) !== undefined
    );
  } catch {
    return false;
  }
}

/**
 * Reads a private key in any supported format.
 *
 * @param material text, or the bytes of a binary file
 * @param keyId selects the key from a JWK set
 * @throws JwtAuthError that describes what was found instead of a private key for one of the algorithms
 */
export function readPrivateKey(
  material: string | Buffer,
  source: KeySource,
  choice: AlgorithmChoice,
  keyId?: string,
): PrivateKey {
  const [only] = choice.algorithms;
  if (only?.family === "akp" && !hasMlDsa(only.name)) throw unavailable(only);
  const found = findPrivateKey(material, source, choice, keyId);
  if (found) return makeFound(found, source, choice);
  if (typeof material === "string" && !repair(material)) throw emptyKeyError(source, FORMS);
  const { field, forms = FORMS } = source;
  const { words, remedy } = (material.length <= MAX_SECRET_CHARS && findLookalike(material)) || {};
  const problem = words
    ? `This looks like ${words}, not a private key. ${remedy}.`
    : `Unknown private key format. Use ${forms}.`;
  throw new JwtAuthError(field, problem);
}

/** @throws JwtAuthError if the key is damaged, or if none of the algorithms can use it */
export function makeFound(
  { parts, damaged, alg, ...found }: FoundKey,
  { field }: Pick<KeySource, "field">,
  choice: AlgorithmChoice,
): PrivateKey {
  const algorithm = pickAlgorithm(field, parts, choice, alg);
  if (algorithm.family === "akp" && !hasMlDsa(algorithm.name)) throw unavailable(algorithm);
  try {
    return { ...makePrivateKey(parts), ...found, algorithm };
  } catch (error) {
    if (!(error instanceof BadKey)) throw error;
    const problem = `${damaged} Copy it again from the original.`;
    throw damaged ? new JwtAuthError(field, problem, { cause: error }) : damagedKey(field, error);
  }
}
