import { secondsOf } from "../jwt/claim-times";
import { createProof } from "../jwt/proof";
import type { ProofKey } from "../jwt/proof-key";
import { signToken, type TokenContent } from "../jwt/sign";
import type { HttpResponse, Send } from "../lib/http";
import type { Settings } from "../settings/settings";
import type { Clock } from "../token/clock";
import type { Prepared } from "../token/prepare";
import { ask } from "./ask";
import type { Credential, Endpoint } from "./flow";
import { keySecretOf } from "./key-secret";
import { keepNonce, nonceFor, nonceIn } from "./nonces";
import { parseMembers } from "./response-members";
import { remediesOf } from "./response-remedies";
import { secretsOf, type TokenRequest, toHttpRequest } from "./token-request";
import { readTokenResponse } from "./token-response";

/** The JWT itself as the credential. */
export function signed(settings: Settings, { content, key }: Prepared, now: number): Credential {
  const value = content ? signToken(content, key) : "";
  return { value, lifetime: lifetimeOf(content, settings, now) };
}

/** What came of a JWT. */
export interface Issued {
  status: number;
  /** Whether the proof needs the nonce that came with the response. */
  isChallenged: boolean;
  /** @throws JwtAuthError if the response cannot be used */
  read(): Credential;
}

/** What a request needs besides the settings. */
interface Context {
  clock: Clock;
  send: Send;
  /** Undefined without DPoP. */
  proofKey?: ProofKey;
  /** What must not be shown. The secrets of the request are added. */
  secrets: string[];
}

/** Signs the JWT, and exchanges it for another credential. */
export async function issue(
  settings: Settings,
  endpoint: Endpoint,
  { content, key, resolver }: Prepared,
  { clock, send, proofKey, secrets }: Context,
): Promise<Issued> {
  const jwt = content ? signToken(content, key) : "";
  const request = withProof(endpoint.request(jwt, resolver, keySecretOf(settings, key)), proofKey, clock);
  secrets.push(...secretsOf(request));
  const response = await ask(send, toHttpRequest(request), settings.exchange.urlSource);
  const now = clock.time();
  if (proofKey) keepNonce(request.url, response.headers);
  const asksForNonce = proofKey !== undefined && isNonceChallenge(response);
  const remedies = remediesOf(settings, resolver, { response, now, asksForNonce });
  const read = () => endpoint.read(readTokenResponse(response, { request, secrets, remedies }), now);
  return {
    status: response.status,
    isChallenged: asksForNonce && nonceIn(response.headers) !== undefined,
    read: () => ({ ...read(), proofKey: proofKey?.text }),
  };
}

function withProof(
  request: TokenRequest,
  proofKey: ProofKey | undefined,
  { time, randomUUID }: Clock,
): TokenRequest {
  if (!proofKey) return request;
  const { url } = request;
  const proven = { method: "POST", url, nonce: nonceFor(url), jti: randomUUID(), now: time() };
  return { ...request, proof: createProof(proofKey, proven) };
}

const USE_NONCE = "use_dpop_nonce";

/** Whether a server asks for a proof with its nonce (RFC 9449 section 8). Some do it as resource servers do (section 9). */
function isNonceChallenge({ status, headers, text = "" }: HttpResponse): boolean {
  if (status !== 400 && status !== 401) return false;
  const isInHeader = headers.some(
    ({ name, value }) => name.toLowerCase() === "www-authenticate" && value.includes(USE_NONCE),
  );
  return isInHeader || parseMembers(text)?.error === USE_NONCE;
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
