import { secondsOf } from "../jwt/claim-times";
import { signToken, type TokenContent } from "../jwt/sign";
import { JwtAuthError } from "../lib/errors";
import { type HttpResponse, NoResponse, type Send, serverAt } from "../lib/http";
import type { Settings } from "../settings/settings";
import type { UrlSource } from "../settings/url-source";
import type { Clock } from "../token/clock";
import { type Attempt, orThrow, type Prepared, prepare, type TokenContext } from "../token/prepare";
import type { RequestInfo } from "../token/request-values";
import type { Resolver } from "../token/resolve";
import { tokenId } from "../token/token-id";
import { exchangeOf } from ".";
import type { Credential, Exchange } from "./flow";
import type { TokenStore } from "./stored-tokens";
import { reuse } from "./token-cache";
import { type TokenRequest, toHttpRequest } from "./token-request";
import { readTokenResponse } from "./token-response";

/** What the host provides for a flow. */
export interface Services {
  send: Send;
  store: TokenStore;
  /** Identifies what holds the settings, such as a workspace. What it adds to requests can differ from another's. */
  holder: string;
}

/**
 * Gets what the selected flow places on the request: a JWT, an access token, or a code.
 *
 * @param request null if the token is not for a request
 * @throws JwtAuthError if the settings cannot be used, or if the server rejects the request
 */
export async function getCredential(
  settings: Settings,
  request: RequestInfo | null,
  clock: Clock,
  { send, store, holder }: Services,
): Promise<Credential> {
  const prepared = await prepareCredential(settings, { clock, request });
  const { exchange, content, key, resolver } = prepared;
  const { endpoint, reuses = false } = exchange ?? {};
  const make = async (): Promise<Credential> => {
    const jwt = content ? await signToken(content, key) : "";
    if (!endpoint) return { value: jwt, lifetime: lifetimeOf(content, settings, clock.now) };
    const tokenRequest = endpoint.request(jwt, resolver);
    const response = await ask(send, tokenRequest, settings.exchange.urlSource);
    const known = {
      request: tokenRequest,
      secrets: keySecrets(settings, key),
      remedies: remediesOf(settings, resolver),
    };
    return endpoint.read(readTokenResponse(response, known), clock.now);
  };
  return reuses ? reuse(store, tokenId(settings, key, request, holder), clock.now, make) : make();
}

/** What a server can repeat of a key that it knows: a shared secret as entered, and as used, and the passphrase. */
function keySecrets({ readKey }: Settings, key: Prepared["key"]): string[] {
  const { text, passphrase } = readKey() ?? {};
  const bytes = key?.key.type === "secret" ? key.key.export().toString("latin1") : undefined;
  return [text, passphrase, bytes].flatMap((secret) => secret || []);
}

/** Longer remedies leave no room for the server's words. */
const MAX_REMEDY_CHARS = 225;

/** The preset's remedies with the values of the form. Those without a value, or with a long one, are left to the general ones. */
function remediesOf({ exchange }: Settings, resolver: Resolver): Settings["exchange"]["remedies"] {
  const resolve = (text: string): string | undefined => {
    try {
      const resolved = resolver.text("tokenUrl", text);
      return resolved.length <= MAX_REMEDY_CHARS ? resolved : undefined;
    } catch {
      return undefined;
    }
  };
  return Object.fromEntries(
    Object.entries(exchange.remedies ?? {}).map(([reason, text]) => [reason, resolve(text)]),
  );
}

/** Everything needed for a credential except the signature and the server's response. */
export interface PreparedCredential extends Prepared {
  exchange?: Exchange;
}

/** Reads the flow, then runs {@link prepare}: all steps up to signing. */
export async function prepareCredential(
  settings: Settings,
  context: TokenContext,
  attempt: Attempt = orThrow,
): Promise<PreparedCredential> {
  const exchange = await attempt(() => exchangeOf(settings.exchange));
  return { exchange, ...(await prepare(settings, context, attempt)) };
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

async function ask(send: Send, request: TokenRequest, source?: UrlSource): Promise<HttpResponse> {
  try {
    return await send(toHttpRequest(request));
  } catch (error) {
    if (!(error instanceof NoResponse)) throw error;
    const { message, remedy = source?.hint ?? "Check the URL, and that the server is running" } = error;
    const problem = `${serverAt(request.url)} ${message}. ${remedy}.`;
    throw new JwtAuthError(source?.field ?? "tokenUrl", problem, { cause: error });
  }
}
