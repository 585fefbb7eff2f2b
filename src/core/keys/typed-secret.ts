import type { JwtAuthError } from "../lib/errors";
import type { JsonObject } from "../lib/json";
import { repair } from "../lib/repair";
import { type Algorithm, choiceOf } from "./algorithms";
import { keysOf } from "./jwk";
import { isJwk, kidOf, member } from "./jwk-members";
import { refuse, VERIFICATION_KEY } from "./public-jwk";
import { isPublicMaterial, isPublicSecret, isUrlLike } from "./public-material";
import { parseIfJson, readSecret } from "./secret";

/**
 * Reads the shared secret to verify a token with, as the user entered it.
 *
 * @param encoding undefined if the text comes from a URL
 * @param keyId the token's `kid`, which selects from a JWK set
 * @throws JwtAuthError if it is not secret: with a public key as the secret, anyone could have signed the token
 */
export function readTypedSecret(
  text: string,
  encoding: string | undefined,
  algorithm: Algorithm,
  keyId?: string,
): Uint8Array<ArrayBuffer> {
  if (text.length > MAX_SECRET_CHARS)
    throw refuse("Too long for a secret (over 256 kB). Paste only the secret");
  if (encoding === undefined || isUrlLike(text)) throw noneInUrl(algorithm);
  if (!text.trim()) throw refuse(`Required. Paste the secret, because the token uses ${algorithm.name}`);
  const jwks = jwksIn(text);
  const named = jwks.filter((jwk) => keyId !== undefined && kidOf(jwk) === keyId);
  const isSecret = (named.length > 0 ? named : jwks).some((jwk) => member(jwk, "kty") === "oct");
  if (!isSecret && (jwks.length > 0 || isPublicMaterial(text))) throw notSecret(algorithm);
  const { bytes } = readSecret(
    text,
    { field: VERIFICATION_KEY, encoding, verifies: true },
    choiceOf(algorithm.name),
    keyId,
  );
  if (isPublicSecret(Buffer.from(bytes))) throw notSecret(algorithm);
  return bytes;
}

/** As in the form. */
const MAX_SECRET_CHARS = 256_000;

/** The JWK, or those of a JWK set. Empty for other text. */
function jwksIn(pasted: string): JsonObject[] {
  const text = repair(pasted);
  const json = parseIfJson(VERIFICATION_KEY, text);
  return json && isJwk(json) ? keysOf(json) : [];
}

const notSecret = ({ name }: Algorithm) =>
  refuse(
    `The token uses ${name}, which needs a shared secret, but this is a public or private key. Paste the secret`,
  );

/** The error for a URL in place of the secret: only the user can enter one. */
export const noneInUrl = ({ name }: Algorithm): JwtAuthError =>
  refuse(`The token uses ${name}, which needs a shared secret, and no URL has one. Paste the secret`);
