import type { Services, TokenStore } from "../core";
import { inTime } from "../node/in-time";
import type { YaakContext } from "./host";
import { send } from "./http";
import { findNonces, type NonceContext } from "./last-nonce";

export type ServiceContext = Pick<YaakContext, "httpRequest" | "store"> & NonceContext;

/** The key of this plugin's tokens in Yaak's database. */
const TOKENS = "tokens";

/**
 * What Yaak provides for a flow.
 *
 * @param holder Yaak's ID of the workspace, folder, or request that holds the settings
 * @param headers those of the request that the token is for, which a token request would inherit
 */
export const servicesOf = (
  ctx: ServiceContext,
  holder: string,
  headers: readonly { name: string }[] = [],
): Services => {
  const inherited = headers.map(({ name }) => name);
  return {
    send: (request) => send(ctx, request, inherited),
    store: storeOf(ctx),
    findNonces: (url) => findNonces(ctx, url),
    holder,
  };
};

export const storeOf = ({ store }: Pick<YaakContext, "store">): TokenStore => ({
  read: () => inTimeOrFail(() => store.get(TOKENS)),
  // A write that comes very late must not undo a deletion, so it is waited for.
  write: (tokens) => inTimeOrFail(() => store.set(TOKENS, tokens), false),
  delete: () => inTimeOrFail(() => store.delete(TOKENS)),
});

/** A send needs up to five calls, and three seconds are too long to wait. */
const TIME_LIMIT_MILLISECONDS = 600;

/** After this time, a call that changes nothing counts as lost. */
const LOST_MILLISECONDS = 10_000;

/** Calls that did not resolve in time. Until all of them have, or are lost, no other call is made. */
const late = new Set<Promise<unknown>>();

/** @throws Error if the store does not respond in time */
async function inTimeOrFail<T>(call: () => Promise<T>, canBeLost = true): Promise<T> {
  if (late.size > 0) throw new Error("store timeout");
  const response = (async () => ({ value: await call() }))();
  const found = await inTime(TIME_LIMIT_MILLISECONDS, () => response);
  if (found) return found.value;
  const settled = response.catch(() => undefined);
  // The process need not stay alive for it.
  const tooLate = () => new Promise((done) => setTimeout(done, LOST_MILLISECONDS).unref());
  const end = Promise.race(canBeLost ? [settled, tooLate()] : [settled]).finally(() => late.delete(end));
  late.add(end);
  throw new Error("store timeout");
}
