import { randomBytes } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { checkProof, type Expected, PROOF_ALGORITHMS, type Proof, ProofError } from "./dpop-proof";
import { OAuthError } from "./oauth-error";

/** How a server uses DPoP (RFC 9449). */
export interface DpopRules {
  /** Status of its challenge for a nonce. Undefined if it requires none. */
  challenge?: 400 | 401;
  /** What is wrong with it: it issues Bearer tokens, its challenge has no nonce, it accepts no nonce, or it repeats the proof. */
  flaw?: "bearer" | "no-nonce" | "endless" | "echo";
  /** Whether its resource requires a nonce of its own. */
  hasApiNonce?: boolean;
}

/** A request with a proof that was accepted, and the headers of its response. */
export interface Accepted {
  proof: Proof;
  headers: Record<string, string>;
}

/** The part of a server that checks proofs. It throws OAuthError with the response's headers. */
export interface DpopJudge {
  rules: DpopRules;
  /** Sections 5 and 8. */
  atTokenEndpoint(request: IncomingMessage, url: string): Promise<Accepted>;
  /** Sections 7.1 and 9. */
  atResource(request: IncomingMessage, url: string, token: Expected["token"]): Promise<Accepted>;
}

interface Place {
  /** Status of its challenge. */
  status: number;
  isRequired: boolean;
  /** The only one that it accepts. */
  nonce: string;
}

/** Every good response has a new nonce, which replaces the last one (section 8.2). */
export function createDpopJudge(rules: DpopRules): DpopJudge {
  const { challenge, flaw, hasApiNonce = false } = rules;
  const seen = new Set<string>();
  const token: Place = { status: challenge ?? 400, isRequired: challenge !== undefined, nonce: newNonce() };
  const api: Place = { status: 401, isRequired: hasApiNonce, nonce: newNonce() };

  const check = async (
    place: Place,
    request: IncomingMessage,
    expected: Omit<Expected, "nonce" | "seen">,
  ): Promise<Accepted> => {
    // An endless server has already replaced the nonce that it sent.
    if (flaw === "endless") place.nonce = newNonce();
    const nonceHeader = () => ({ "dpop-nonce": place.nonce });
    try {
      if (flaw === "echo") throw new ProofError(`not ${request.headers.dpop}`);
      const nonce = place.isRequired ? place.nonce : undefined;
      const proof = await checkProof(request, { ...expected, nonce, seen });
      place.nonce = newNonce();
      return { proof, headers: place.isRequired ? nonceHeader() : {} };
    } catch (error) {
      if (!(error instanceof ProofError)) throw error;
      const { code, message } = error;
      const isChallenge = code === "use_dpop_nonce";
      throw new OAuthError(code, message, isChallenge ? place.status : place === api ? 401 : 400, {
        ...(isChallenge && flaw !== "no-nonce" ? nonceHeader() : {}),
        ...(place === api
          ? { "www-authenticate": `DPoP error="${code}", algs="${PROOF_ALGORITHMS.join(" ")}"` }
          : {}),
      });
    }
  };

  return {
    rules,
    atTokenEndpoint: (request, url) => check(token, request, { url }),
    atResource: (request, url, bound) => check(api, request, { url, token: bound }),
  };
}

const newNonce = () => randomBytes(12).toString("base64url");
