import type { Services, TokenStore } from "../core";
import { inTime } from "../node/in-time";
import type { YaakContext } from "./host";
import { send } from "./http";

export type ServiceContext = Pick<YaakContext, "httpRequest" | "store">;

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
  return { send: (request) => send(ctx, request, inherited), store: storeOf(ctx), holder };
};

export const storeOf = ({ store }: Pick<YaakContext, "store">): TokenStore => ({
  read: () => answered(() => store.get(TOKENS)),
  write: (tokens) => answered(() => store.set(TOKENS, tokens)),
  delete: () => answered(() => store.delete(TOKENS)),
});

/** A send needs at most four answers from the store, and three seconds are too many to wait. */
const TIME_LIMIT_MILLISECONDS = 700;

/** Calls that the store has not answered in time. Until it has answered all of them, it is not asked again. */
const unanswered = new Set<Promise<unknown>>();

/** @throws Error if the store does not answer in time */
async function answered<T>(call: () => Promise<T>): Promise<T> {
  if (unanswered.size > 0) throw new Error("store timeout");
  const answer = call().then((value) => ({ value }));
  const inTimeAnswer = await inTime(TIME_LIMIT_MILLISECONDS, () => answer);
  if (inTimeAnswer) return inTimeAnswer.value;
  const late = answer.catch(() => undefined).finally(() => unanswered.delete(late));
  unanswered.add(late);
  throw new Error("store timeout");
}
