import { proofKeyFor } from "../jwt/proof-key";
import { shorten } from "../lib/words";
import type { Settings } from "../settings/settings";
import type { Clock } from "../token/clock";
import type { RequestInfo } from "../token/request-values";
import { type Discovery, discover, doubtMetadata } from "./discovery";
import type { Credential } from "./flow";
import { issue, keySecrets, signed } from "./issue";
import { type PreparedCredential, prepareCredential } from "./prepare-credential";
import { redact } from "./redact";
import type { Services } from "./services";
import { tokenUrlOf } from "./token-url";

interface Context {
  request: RequestInfo | null;
  clock: Clock;
  services: Services;
}

/** Statuses of a server that has no token endpoint at a URL. */
const MISDIRECTED = new Set([404, 405, 501]);

/**
 * Gets a new credential: the JWT itself, or what the authorization server issues for it.
 *
 * @param first prepared without the server's metadata
 * @param lastKey the key that the last token is bound to
 * @throws JwtAuthError if the server does not issue a credential that can be used
 */
export async function obtain(
  settings: Settings,
  first: PreparedCredential,
  { request, clock, services }: Context,
  lastKey?: string,
): Promise<Credential> {
  const { endpoint } = first.exchange ?? {};
  if (!endpoint) return signed(settings, first, clock.now);
  const { send } = services;
  const { clientSecret = "", dpop } = settings.exchange;
  // What a server has been sent, it can repeat in any later response.
  const secrets = [clientSecret, ...keySecrets(settings, first.key)];
  const discovery = discoveryOf(settings, first, clock.now, services, secrets);
  const server = discovery && (await discover(discovery));
  const proofKey = dpop ? await proofKeyFor(lastKey, server?.proofAlgorithms) : undefined;

  /** Signs the JWT again, at another time and with another ID: a server can reject one that it has seen. */
  const prepareAgain = () =>
    prepareCredential(settings, { clock: { ...clock, now: clock.time() }, request, server });
  const attempt = (prepared: PreparedCredential) =>
    issue(settings, endpoint, prepared, { clock, send, proofKey, secrets });

  const issued = await attempt(server ? await prepareAgain() : first);
  if (discovery && !server && MISDIRECTED.has(issued.status)) doubtMetadata(discovery);
  return issued.isChallenged ? (await attempt(await prepareAgain())).read() : issued.read();
}

/** Maximum length of a server's text in a message. */
const MAX_SHOWN_CHARS = 80;

/** How to find the server's metadata. Undefined if the flow has no token endpoint that it could be of. */
function discoveryOf(
  settings: Settings,
  { exchange, resolver }: PreparedCredential,
  now: number,
  { send, holder }: Services,
  secrets: readonly string[],
): Discovery | undefined {
  if (!exchange?.discovery) return undefined;
  const { urlSource: source } = settings.exchange;
  const shown = (text: string) => shorten(redact(text, secrets), MAX_SHOWN_CHARS);
  const isIssuerAllowed = exchange.discovery === "issuer";
  return { send, url: tokenUrlOf(resolver, source), isIssuerAllowed, source, holder, now, shown };
}
