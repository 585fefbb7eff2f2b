import type { KeyObject } from "node:crypto";
import { compactVerify, errors, type JWTVerifyOptions, jwtVerify, UnsecuredJWT } from "jose";
import type { Algorithm } from "../keys/algorithms";
import { member } from "../keys/jwk-members";
import type { SigningKey } from "../keys/load";
import { readPublicKeys } from "../keys/public-key";
import { noneInUrl, readTypedSecret } from "../keys/typed-secret";
import { nodeCrypto } from "../lib/node-crypto";
import type { DecodedToken } from "./decode";
import { isSignature } from "./sign";
import { checkVerifiable, type Expected, explain, explainForm } from "./verify-failures";

/** The key to verify a token with. */
export interface VerificationKey {
  /** A public key in any format, or a secret. */
  text: string;
  /** How a secret is encoded. Undefined if the text comes from a URL: only the user can enter a secret. */
  encoding?: string;
}

/**
 * Verifies a token as a server does (RFC 7519 section 7.2): signature, issuer, audience, `nbf`, and `exp`.
 *
 * @param now Unix timestamp in milliseconds
 * @throws JwtAuthError for the first check that fails
 */
export async function verify(
  token: DecodedToken,
  key: VerificationKey,
  expected: Expected,
  now: number,
): Promise<void> {
  const algorithm = checkVerifiable(token);
  const keys = readKeys(token, key, algorithm);
  const options = { algorithms: [token.algorithm], currentDate: new Date(now), ...expected };
  let failure: unknown;
  for (const candidate of keys) {
    try {
      if (algorithm.isInJose) await jwtVerify(token.compact, candidate, options);
      else verifyOurselves(token, { algorithm, key: candidate }, options);
      failure = undefined;
    } catch (error) {
      failure = error;
    }
    if (!(failure instanceof errors.JWSSignatureVerificationFailed)) break;
  }
  // If a claim is duplicated, jose uses the last one and other servers use the first.
  if (failure || !token.claims) throw explain(failure, token, expected, now);
}

/**
 * Whether the token was signed with this key.
 *
 * @throws JwtAuthError if the token's format is invalid
 */
export async function isSignedBy(token: DecodedToken, signingKey: SigningKey): Promise<boolean> {
  const { algorithm, key, publicKey } = signingKey;
  try {
    if (algorithm.isInJose)
      await compactVerify(token.compact, publicKey?.jwk ?? key, { algorithms: [token.algorithm] });
    else checkSignature(token, { algorithm, key: publicKey?.key ?? key });
    return true;
  } catch (error) {
    if (error instanceof errors.JWSSignatureVerificationFailed) return false;
    throw explainForm(error) ?? error;
  }
}

/** For algorithms that jose does not have. Once the signature is right, jose checks the claims, as those of an unsecured JWT. */
function verifyOurselves(
  token: DecodedToken,
  key: Pick<SigningKey, "algorithm" | "key">,
  { currentDate, issuer, audience }: JWTVerifyOptions,
): void {
  checkSignature(token, key);
  const [, payload = ""] = token.compact.split(".");
  const header = Buffer.from('{"alg":"none"}').toString("base64url");
  UnsecuredJWT.decode(`${header}.${payload}.`, { currentDate, issuer, audience });
}

/** @throws the errors of jose */
function checkSignature({ compact, header }: DecodedToken, key: Pick<SigningKey, "algorithm" | "key">): void {
  // RFC 7515 section 4.1.11: what is not understood must be rejected.
  if (header.has("crit")) throw new errors.JOSENotSupported("crit");
  const [protectedHeader = "", payload = "", signature = ""] = compact.split(".");
  const input = `${protectedHeader}.${payload}`;
  const bytes = Buffer.from(signature, "base64url");
  // Node ignores characters that encode no byte.
  if (bytes.toString("base64url") !== signature || !isSignature(bytes, input, key))
    throw new errors.JWSSignatureVerificationFailed();
}

function readKeys(
  { header }: DecodedToken,
  { text, encoding }: VerificationKey,
  algorithm: Algorithm,
): Iterable<KeyObject> {
  const keyId = member(header, "kid");
  return algorithm.family === "hmac"
    ? [nodeCrypto().createSecretKey(readTypedSecret(text, encoding, algorithm, keyId))]
    : readPublicKeys(text, algorithm, keyId);
}

/**
 * Checks that a URL can have the key for a token, before anything is sent there.
 *
 * @throws JwtAuthError if the token is signed with a shared secret
 */
export function checkUrl(token: DecodedToken): void {
  const algorithm = checkVerifiable(token);
  if (algorithm.family === "hmac") throw noneInUrl(algorithm);
}
