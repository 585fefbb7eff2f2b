import { secondsOf } from "../jwt/claim-times";
import { signToken, type TokenContent } from "../jwt/sign";
import type { Send } from "../lib/http";
import { shorten } from "../lib/words";
import type { Settings } from "../settings/settings";
import type { Clock } from "../token/clock";
import { type Attempt, orThrow, type Prepared, prepare, type TokenContext } from "../token/prepare";
import type { RequestInfo } from "../token/request-values";
import type { Resolver } from "../token/resolve";
import { tokenId } from "../token/token-id";
import { exchangeOf } from ".";
import { ask } from "./ask";
import { discover } from "./discovery";
import type { Credential, Exchange } from "./flow";
import type { ServerMetadata } from "./metadata";
import { redact } from "./redact";
import type { TokenStore } from "./stored-tokens";
import { reuse } from "./token-cache";
import { toHttpRequest } from "./token-request";
import { readTokenResponse } from "./token-response";
import { tokenUrlOf } from "./token-url";

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
  services: Services,
): Promise<Credential> {
  const context = { clock, request };
  // Everything but the server's part is known to be right before it is asked.
  const first = await prepareCredential(settings, context);
  const { exchange, key } = first;
  const findServer = serverFinder(settings, first, clock, services);
  const makeFor = async (server: ServerMetadata | undefined): Promise<Credential> => {
    const prepared = server ? await prepareCredential(settings, { ...context, server }) : first;
    const issued = await issue(settings, prepared, clock, services);
    if (!issued.isMisdirected || server) return issued.read();
    const found = await findServer("issuers");
    return found ? makeFor(found) : issued.read();
  };
  const make = async () => makeFor(await findServer("likely issuers"));
  if (!exchange?.reuses) return make();
  return reuse(services.store, tokenId(settings, key, request, services.holder), clock.now, make);
}

type AsksFor = Parameters<typeof discover>[1];

/** Finds the metadata of the authorization server. It is undefined if the token URL is the endpoint itself. */
function serverFinder(
  settings: Settings,
  { exchange, key, resolver }: PreparedCredential,
  { now }: Clock,
  { send, holder }: Services,
): (asksFor: AsksFor) => Promise<ServerMetadata | undefined> {
  const { urlSource: source, clientSecret } = settings.exchange;
  const secrets = [clientSecret ?? "", ...keySecrets(settings, key)];
  const shown = (text: string) => shorten(redact(text, secrets), MAX_ISSUER_CHARS);
  return async (asksFor) => {
    if (!exchange?.discovery) return undefined;
    const url = tokenUrlOf(resolver, source);
    const isIssuer = exchange.discovery === "issuer";
    return discover({ send, url, source, holder, now, shown }, isIssuer ? asksFor : "discovery URLs");
  };
}

/** Maximum length of an issuer in a message. */
const MAX_ISSUER_CHARS = 80;

/** What came of a JWT. */
interface Issued {
  /** Whether the server has no token endpoint at the token URL, which can therefore be something else. */
  isMisdirected: boolean;
  /** @throws JwtAuthError if the response cannot be used */
  read(): Credential;
}

const MISDIRECTED = new Set([404, 405, 501]);

/** Signs the JWT, and exchanges it for another credential if the flow does. */
async function issue(
  settings: Settings,
  { exchange, content, key, resolver }: PreparedCredential,
  { now }: Clock,
  { send }: Services,
): Promise<Issued> {
  const { endpoint } = exchange ?? {};
  const jwt = content ? signToken(content, key) : "";
  const lifetime = lifetimeOf(content, settings, now);
  if (!endpoint) return { isMisdirected: false, read: () => ({ value: jwt, lifetime }) };
  const request = endpoint.request(jwt, resolver);
  const response = await ask(send, toHttpRequest(request), settings.exchange.urlSource);
  const known = { request, secrets: keySecrets(settings, key), remedies: remediesOf(settings, resolver) };
  return {
    isMisdirected: MISDIRECTED.has(response.status),
    read: () => endpoint.read(readTokenResponse(response, known), now),
  };
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
