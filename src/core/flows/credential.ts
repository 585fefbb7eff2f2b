import { proofKeyFor } from "../jwt/proof-key";
import type { Header, Send } from "../lib/http";
import { shorten } from "../lib/words";
import type { Settings } from "../settings/settings";
import type { Clock } from "../token/clock";
import { resolveHeaders } from "../token/placed-headers";
import { type Attempt, orThrow, type Prepared, prepare, type TokenContext } from "../token/prepare";
import type { RequestInfo } from "../token/request-values";
import { tokenId } from "../token/token-id";
import { exchangeOf } from ".";
import { discover } from "./discovery";
import type { Credential, Exchange } from "./flow";
import { issue, keySecrets } from "./issue";
import type { ServerMetadata } from "./metadata";
import { redact } from "./redact";
import type { TokenStore } from "./stored-tokens";
import { reuse } from "./token-cache";
import { tokenUrlOf } from "./token-url";

/** What the host provides for a flow. */
export interface Services {
  send: Send;
  store: TokenStore;
  /** The DPoP nonce in the last response from a URL's server, if the host tells. */
  findNonce?: (url: string) => Promise<string | undefined>;
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
): Promise<WithHeaders> {
  const context = { clock, request };
  // Everything but the server's part is known to be right before it is asked.
  const first = await prepareCredential(settings, context);
  const { exchange, key, headers = [] } = first;
  const { dpop } = settings.exchange;
  const findServer = serverFinder(settings, first, clock, services);

  const makeWith = async (server?: ServerMetadata, lastKey?: string, isLast = false): Promise<Credential> => {
    const proofKey = dpop ? await proofKeyFor(lastKey, server?.proofAlgorithms) : undefined;
    // No JWT is sent twice: a server can reject that, even if it did not accept the first one.
    const prepared = server || isLast ? await prepareCredential(settings, { ...context, server }) : first;
    const issued = await issue(settings, prepared, { clock, send: services.send, proofKey });
    if (issued.isOpen === "challenge" && !isLast) return makeWith(server, proofKey?.text, true);
    if (issued.isOpen !== "misdirected" || server) return issued.read();
    const found = await findServer("issuers");
    return found ? makeWith(found, proofKey?.text) : issued.read();
  };
  const make = async (lastKey?: string) => makeWith(await findServer("likely issuers"), lastKey);

  const id = () => tokenId(settings, key, request, services.holder);
  const credential = exchange?.reuses ? reuse(services.store, id(), clock.now, make, dpop) : make();
  return { credential: await credential, headers };
}

/** A credential, and the headers that the preset sends along with it. */
interface WithHeaders {
  credential: Credential;
  headers: Header[];
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

/** Everything needed for a credential except the signature and the server's response. A part is undefined if its step failed. */
export interface PreparedCredential extends Prepared {
  exchange?: Exchange;
  /** The headers that the preset sends along with the credential. */
  headers?: Header[];
}

/** Reads the flow, then runs {@link prepare}: all steps up to signing. */
export async function prepareCredential(
  settings: Settings,
  context: TokenContext,
  attempt: Attempt = orThrow,
): Promise<PreparedCredential> {
  const exchange = await attempt(() => exchangeOf(settings.exchange));
  const prepared = await prepare(settings, context, attempt);
  // Before anything is sent.
  const headers = await attempt(() => resolveHeaders(settings, prepared.resolver));
  return { exchange, ...prepared, headers };
}
