import { createProof } from "../jwt/proof";
import { readProofKey } from "../jwt/proof-key";
import { JwtAuthError } from "../lib/errors";
import type { Clock } from "../token/clock";
import type { RequestInfo } from "../token/request-values";
import type { Credential } from "./flow";
import { isNonce, nonceFor } from "./nonces";
import type { Services } from "./services";

/**
 * The proof that a request needs besides an access token that is bound to a key (RFC 9449 section 7). Its nonce is that of the last
 * response from the request's server, if the host provides it.
 *
 * @returns undefined if the token is not bound
 * @throws JwtAuthError if the request cannot have one
 */
export async function proofFor(
  { value: accessToken, proofKey: text }: Credential,
  { method, url }: RequestInfo,
  { time, randomUUID }: Clock,
  { findNonces }: Services,
): Promise<string | undefined> {
  if (text === undefined) return undefined;
  const key = await readProofKey(text);
  if (!key) throw new JwtAuthError("dpop", "The token's key can't be read. Delete the cached tokens.");
  const nonce = (await findNonces?.(url))?.find(isNonce) ?? nonceFor(url);
  return createProof(key, { method, url, accessToken, nonce, jti: randomUUID(), now: time() });
}
