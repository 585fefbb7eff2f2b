import { secondsOf } from "../jwt/claim-times";
import { createProof } from "../jwt/proof";
import type { ProofKey } from "../jwt/proof-key";
import { signToken, type TokenContent } from "../jwt/sign";
import { type HttpResponse, headerOf, type Send } from "../lib/http";
import type { Settings } from "../settings/settings";
import type { Clock } from "../token/clock";
import type { Prepared } from "../token/prepare";
import { ask } from "./ask";
import type { Credential, Exchange } from "./flow";
import { keySecretOf } from "./key-secret";
import { keepNonce, nonceFor, nonceIn } from "./nonces";
import { remediesOf } from "./response-remedies";
import { type TokenRequest, toHttpRequest } from "./token-request";
import { readTokenResponse } from "./token-response";

/** What came of a JWT. */
export interface Issued {
  /** Why the response is not final: there is no token endpoint at this URL, or the proof needs the nonce that came with it. */
  isOpen?: "misdirected" | "challenge";
  /** @throws JwtAuthError if the response cannot be used */
  read(): Credential;
}

const MISDIRECTED = new Set([404, 405, 501]);

/**
 * Signs the JWT, and exchanges it for another credential if the flow does.
 *
 * @param proofKey undefined without DPoP
 */
export async function issue(
  settings: Settings,
  { exchange, content, key, resolver }: Prepared & { exchange?: Exchange },
  { clock, send, proofKey }: { clock: Clock; send: Send; proofKey?: ProofKey },
): Promise<Issued> {
  const { endpoint } = exchange ?? {};
  const jwt = content ? signToken(content, key) : "";
  const lifetime = lifetimeOf(content, settings, clock.now);
  if (!endpoint) return { read: () => ({ value: jwt, lifetime }) };
  const request = withProof(endpoint.request(jwt, resolver, keySecretOf(settings, key)), proofKey, clock);
  const response = await ask(send, toHttpRequest(request), settings.exchange.urlSource);
  if (proofKey) keepNonce(request.url, response.headers);
  const isChallenged = proofKey !== undefined && isNonceChallenge(response);
  const remedies = remediesOf(settings, resolver, { response, now: clock.now, isChallenged });
  const known = { request, secrets: keySecrets(settings, key), remedies };
  return {
    isOpen: stateOf(response, isChallenged),
    read: () => ({
      ...endpoint.read(readTokenResponse(response, known), clock.now),
      proofKey: proofKey?.text,
    }),
  };
}

function stateOf({ status, headers }: HttpResponse, isChallenged: boolean): Issued["isOpen"] {
  if (isChallenged && nonceIn(headers) !== undefined) return "challenge";
  return MISDIRECTED.has(status) ? "misdirected" : undefined;
}

function withProof(
  request: TokenRequest,
  proofKey: ProofKey | undefined,
  { now, randomUUID }: Clock,
): TokenRequest {
  if (!proofKey) return request;
  const { url } = request;
  const proven = { method: "POST", url, nonce: nonceFor(url), jti: randomUUID(), now };
  return { ...request, proof: createProof(proofKey, proven) };
}

const USE_NONCE = "use_dpop_nonce";

/** Whether a server asks for a proof with its nonce (RFC 9449 section 8). Some do it as resource servers do (section 9). */
function isNonceChallenge({ status, headers, text = "" }: HttpResponse): boolean {
  if (status !== 400 && status !== 401) return false;
  return (headerOf(headers, "www-authenticate") ?? "").includes(USE_NONCE) || errorIn(text) === USE_NONCE;
}

function errorIn(text: string): unknown {
  try {
    return JSON.parse(text).error;
  } catch {
    return undefined;
  }
}

/** What a server can repeat of a key that it knows: a shared secret as entered, and as used, the passphrase, and a file's secret. */
export function keySecrets({ readKey }: Settings, key: Prepared["key"]): string[] {
  const { text, passphrase } = readKey() ?? {};
  const bytes = key?.key.type === "secret" ? key.key.export().toString("latin1") : undefined;
  return [text, passphrase, bytes, key?.clientSecret].flatMap((secret) => secret || []);
}

/** Seconds until the JWT's `exp`, or the preset's reuse time if it has no `exp`. */
function lifetimeOf(
  content: TokenContent | undefined,
  { exchange }: Settings,
  now: number,
): number | undefined {
  const lifetime = secondsOf(content?.claims ?? new Map(), "exp") - now / 1000;
  return Number.isNaN(lifetime) ? exchange.reuseSeconds : lifetime;
}
