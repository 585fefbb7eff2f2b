import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { calculateJwkThumbprint, EmbeddedJWK, type JWTPayload, jwtVerify } from "jose";

/** A DPoP proof that was accepted. */
export interface Proof {
  /** Thumbprint of its key (RFC 7638). */
  jkt: string;
  claims: JWTPayload;
}

/** What a server knows about a request that comes with a proof. */
export interface Expected {
  /** Without query and fragment. */
  url: string;
  /** Undefined if the server does not require a nonce. */
  nonce?: string;
  /** The access token that comes with it, and the thumbprint of the key that it is bound to. */
  token?: { value: string; jkt: string };
  /** The IDs of the proofs that arrived. */
  seen: Set<string>;
}

/** RFC 9449 sections 5 and 8. */
export class ProofError extends Error {
  constructor(
    message: string,
    readonly code: "invalid_dpop_proof" | "use_dpop_nonce" = "invalid_dpop_proof",
  ) {
    super(message);
  }
}

/** The asymmetric algorithms that the server supports. */
export const PROOF_ALGORITHMS = ["ES256", "ES384", "RS256", "PS256", "EdDSA"];

/** Seconds for which a proof is fresh (RFC 9449 section 11.1). */
const MAX_AGE_SECONDS = 60;

/**
 * Checks each point of RFC 9449 section 4.3, which are the numbers below.
 *
 * @throws ProofError if one does not hold
 */
export async function checkProof(request: IncomingMessage, expected: Expected): Promise<Proof> {
  const [proof, ...others] = request.headersDistinct.dpop ?? [];
  // 1
  if (proof === undefined) throw new ProofError("The DPoP proof JWT header is missing.");
  if (others.length > 0) throw new ProofError("several DPoP headers");
  // 2 to 7, and 11: jose rejects a private key in the header.
  const { payload, protectedHeader } = await jwtVerify(proof, EmbeddedJWK, {
    typ: "dpop+jwt",
    algorithms: PROOF_ALGORITHMS,
    requiredClaims: ["jti", "htm", "htu", "iat"],
    maxTokenAge: MAX_AGE_SECONDS,
    clockTolerance: 5,
  }).catch((error) => {
    throw new ProofError(error.message);
  });
  const { jti, htm, htu, ath, nonce } = payload;
  // 8 and 9
  if (htm !== request.method) throw new ProofError("wrong htm");
  if (htu !== expected.url) throw new ProofError("wrong htu");
  // Section 11.1: even a proof that gets a challenge is used up.
  if (typeof jti !== "string" || jti.length < 16) throw new ProofError("a short jti");
  if (expected.seen.has(jti)) throw new ProofError("this proof has been used");
  expected.seen.add(jti);
  const jkt = await calculateJwkThumbprint(protectedHeader.jwk ?? {});
  // 12
  if (expected.token) {
    const hash = createHash("sha256").update(expected.token.value).digest("base64url");
    if (ath !== hash) throw new ProofError("wrong ath");
    if (jkt !== expected.token.jkt) throw new ProofError("the token is bound to another key");
  } else if (ath !== undefined) throw new ProofError("an ath without an access token");
  // 10
  if (expected.nonce !== undefined && nonce !== expected.nonce)
    throw new ProofError(
      nonce === undefined ? "Authorization server requires nonce in DPoP proof." : "an old nonce",
      "use_dpop_nonce",
    );
  return { jkt, claims: payload };
}
