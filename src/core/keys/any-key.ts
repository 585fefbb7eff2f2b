import type { FieldName } from "../../field-name";
import { JwtAuthError } from "../lib/errors";
import { repair } from "../lib/repair";
import { type AlgorithmChoice, needsOf } from "./algorithms";
import { findPrivateKey } from "./found-key";
import { isJwk } from "./jwk-members";
import { readSecretConfig } from "./key-files";
import type { KeySource } from "./key-source";
import { findLookalike, findLookalikeBytes } from "./lookalikes";
import { makeFound } from "./private-key";
import { emptyKeyError } from "./refusals";
import { parseIfJson, readSecret, type Secret } from "./secret";
import { unwrap } from "./unwrap";

/**
 * Reads a private key or a shared secret, whichever it is. What looks like a public, damaged, or incomplete key is neither: with
 * something public as the secret, others could sign tokens, and nobody would notice.
 *
 * @throws JwtAuthError that describes what was found
 */
export function readAnyKey(
  material: string | Buffer,
  source: KeySource,
  choice: AlgorithmChoice,
  keyId?: string,
): ReturnType<typeof makeFound> | Secret {
  const found = findPrivateKey(material, source, choice, keyId);
  if (found) return makeFound(found, source, choice);
  if (material.length === 0 || (typeof material === "string" && !repair(material)))
    throw emptyKeyError(source, needsOf(choice));
  const [inner = material] = typeof material === "string" ? unwrap(repair(material)) : [];
  if (!namesItself(inner)) checkIsSecret(source.field, lookalikeOf(inner, source));
  const secret = readSecret(inner, source, choice, keyId);
  checkIsSecret(source.field, findLookalikeBytes(Buffer.from(secret.bytes)));
  forgetMatch();
  return inner === material ? secret : { ...secret, notes: [EXTRACTED, ...(secret.notes ?? [])] };
}

const EXTRACTED =
  "The secret in this JWK is used. To use the whole text as a secret, change Algorithm to HS256.";

/** Reads a shared secret for an algorithm that the user selected: anything can be one, but what looks like something else is told. */
export function readSelectedSecret(
  material: string | Buffer,
  source: KeySource,
  choice: AlgorithmChoice,
  keyId?: string,
): Secret {
  const secret = readSecret(material, source, choice, keyId);
  const found =
    (namesItself(material) ? undefined : lookalikeOf(material, source)) ??
    findLookalikeBytes(Buffer.from(secret.bytes));
  forgetMatch();
  const { notes = [] } = secret;
  if (!found) return secret;
  const { words, remedy } = found;
  return {
    ...secret,
    notes: [...notes, `The secret looks like ${words}. ${remedy}, unless it really is the secret.`],
  };
}

/** Hex can have the same colons as a fingerprint. */
const lookalikeOf = (material: string | Buffer, { encoding }: KeySource): ReturnType<typeof findLookalike> =>
  findLookalike(typeof material === "string" && encoding === "hex" ? material.replaceAll(":", "") : material);

/** The engine remembers the text of the last match, which would be the secret. */
const forgetMatch = (): void => void /^/.test("");

/** A JWK says what it is: here, it can only be a secret. So does a configuration. */
function namesItself(material: string | Buffer): boolean {
  const json = typeof material === "string" ? parseIfJson("key", repair(material)) : undefined;
  return json !== undefined && (isJwk(json) || readSecretConfig(json) !== undefined);
}

function checkIsSecret(field: FieldName, found: ReturnType<typeof findLookalike>): void {
  if (!found) return;
  const { words, remedy } = found;
  throw new JwtAuthError(
    field,
    `This looks like ${words}, not a secret. ${remedy}, or choose HS256 to use it as a secret.`,
  );
}
