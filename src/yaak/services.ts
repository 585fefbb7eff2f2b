import type { Services } from "../core";
import type { YaakContext } from "./host";
import { send } from "./http";

export type ServiceContext = Pick<YaakContext, "httpRequest" | "store">;

/** The key of this plugin's tokens in Yaak's database. */
const TOKENS = "tokens";

/** What Yaak provides for a flow. */
export const servicesOf = (ctx: ServiceContext): Services => ({
  send: (request) => send(ctx, request),
  store: {
    read: () => ctx.store.get(TOKENS),
    write: (tokens) => ctx.store.set(TOKENS, tokens),
  },
});

/** @returns whether there were any */
export const deleteTokens = (ctx: Pick<YaakContext, "store">): Promise<boolean> => ctx.store.delete(TOKENS);
