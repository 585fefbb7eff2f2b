import { targetOf } from "../jwt/proof";
import type { Header } from "../lib/http";
import type { Settings } from "../settings/settings";
import type { Clock } from "../token/clock";
import type { RequestInfo } from "../token/request-values";
import { tokenId } from "../token/token-id";
import type { Credential } from "./flow";
import { obtain } from "./obtain";
import { prepareCredential } from "./prepare-credential";
import type { Services } from "./services";
import { reuse } from "./token-cache";

/** A credential, and the headers that the preset sends along with it. */
interface WithHeaders {
  credential: Credential;
  headers: Header[];
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
  const { dpop } = settings.exchange;
  // No token is requested that cannot be sent.
  if (dpop && request) targetOf(request.url);
  // Everything but the server's part is known to be right before it is asked.
  const first = await prepareCredential(settings, { clock, request });
  const { exchange, key, headers = [] } = first;
  const make = (lastKey?: string) => obtain(settings, first, { request, clock, services }, lastKey);
  if (!exchange?.reuses) return { credential: await make(), headers };
  const id = tokenId(settings, key, request, services.holder);
  return { credential: await reuse(services.store, id, clock.now, make, dpop), headers };
}
