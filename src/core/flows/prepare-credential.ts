import type { Header } from "../lib/http";
import type { Settings } from "../settings/settings";
import { resolveHeaders } from "../token/placed-headers";
import { type Attempt, orThrow, type Prepared, prepare, type TokenContext } from "../token/prepare";
import { exchangeOf } from ".";
import type { Exchange } from "./flow";

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
