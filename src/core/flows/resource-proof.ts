import { createProof } from "../jwt/proof";
import { readProofKey } from "../jwt/proof-key";
import { JwtAuthError } from "../lib/errors";
import type { Clock } from "../token/clock";
import type { RequestInfo } from "../token/request-values";
import type { Services } from "./credential";
import type { Credential } from "./flow";
import { keepNonce, nonceFor } from "./nonces";

/**
 * The proof that a request needs besides an access token that is bound to a key (RFC 9449 section 7). Its nonce is that of the last
 * response from the request's server, if the host tells.
 *
 * @returns undefined if the token is not bound
 * @throws JwtAuthError if the request cannot have one
 */
export async function proofFor(
  { value: accessToken, proofKey: text }: Credential,
  { method, url }: RequestInfo,
  { now, randomUUID }: Clock,
  { findNonce }: Services,
): Promise<string | undefined> {
  if (text === undefined) return undefined;
  const key = await readProofKey(text);
  if (!key) throw new JwtAuthError("dpop", "The token's key can't be read. Delete the cached tokens.");
  const found = await findNonce?.(url);
  if (found !== undefined) keepNonce(url, [{ name: "DPoP-Nonce", value: found }]);
  return createProof(key, { method, url, accessToken, nonce: nonceFor(url), jti: randomUUID(), now });
}
