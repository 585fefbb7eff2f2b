import { repair, repairJson } from "../lib/repair";
import { type AlgorithmChoice, needsOf } from "./algorithms";
import { findPrivateKey } from "./found-key";
import { isJwk } from "./jwk";
import type { KeySource } from "./key-source";
import { checkIsSecret, checkIsSecretBytes } from "./lookalikes";
import { makeFound } from "./private-key";
import { emptyKeyError } from "./refusals";
import { parseIfJson, readSecret } from "./secret";

/**
 * Reads a private key or a shared secret, whichever it is. What looks like a public, damaged, or incomplete key is neither.
 *
 * @throws JwtAuthError that describes what was found
 */
export function readAnyKey(
  material: string | Buffer,
  source: KeySource,
  choice: AlgorithmChoice,
  keyId?: string,
): ReturnType<typeof makeFound> | ReturnType<typeof readSecret> {
  const found = findPrivateKey(material, source, choice, keyId);
  if (found) return makeFound(found, source, choice);
  if (material.length === 0 || (typeof material === "string" && !repair(material)))
    throw emptyKeyError(source, needsOf(choice));
  if (!isJwkText(material)) checkIsSecret(source.field, material);
  const secret = readSecret(material, source, choice, keyId);
  checkIsSecretBytes(source.field, Buffer.from(secret.bytes));
  // The engine remembers the text of the last match, which would be the secret.
  /^/.test("");
  return secret;
}

/** A JWK says what it is: here, it can only be a secret. */
function isJwkText(material: string | Buffer): boolean {
  const text = typeof material === "string" ? repair(material) : "";
  const json = text.startsWith("{") ? parseIfJson("key", repairJson(text)) : undefined;
  return json !== undefined && isJwk(json);
}
