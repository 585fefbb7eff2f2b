import type { HttpResponse } from "@yaakapp/api";
import { parseUrl } from "../core";
import { inTime } from "../node/in-time";
import type { YaakContext } from "./host";

export type NonceContext = Pick<YaakContext, "httpRequest" | "httpResponse"> &
  Partial<Pick<YaakContext, "window">>;

/** Longer than Yaak needs. */
const TIME_LIMIT_MILLISECONDS = 500;

/** How many requests' responses are looked at, and how many of each. Those that are being sent have no headers yet. */
const MAX_REQUESTS = 20;
const MAX_RESPONSES = 5;

/**
 * The DPoP nonces in responses from a URL's server (RFC 9449 section 9), the newest first. Yaak shows a plugin no response to the
 * request that it authenticates, but those to the request that is open, and to others.
 *
 * @returns none if Yaak provides no responses
 */
export async function findNonces(ctx: NonceContext, url: string): Promise<string[]> {
  const { origin, host = "" } = parseUrl(url) ?? {};
  const find = async () => {
    const open = [await ctx.window?.requestId?.().catch(() => undefined)];
    const others = (await ctx.httpRequest.list?.().catch(() => undefined)) ?? [];
    const near = others.filter((request) => request.url.includes(host)).map(({ id }) => id);
    const ids = [...open, ...near, ...others.map(({ id }) => id)].filter((id) => typeof id === "string");
    const requestIds = [...new Set(ids)].slice(0, MAX_REQUESTS);
    const responses = (await Promise.all(requestIds.map((id) => responsesTo(ctx, id)))).flat();
    return responses
      .filter(({ url: from }) => typeof from === "string" && parseUrl(from)?.origin === origin)
      .sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1))
      .flatMap(noncesOf);
  };
  return (await inTime(TIME_LIMIT_MILLISECONDS, find).catch(() => undefined)) ?? [];
}

async function responsesTo({ httpResponse }: NonceContext, requestId: string): Promise<HttpResponse[]> {
  const found = await httpResponse?.find?.({ requestId, limit: MAX_RESPONSES }).catch(() => undefined);
  return found ?? [];
}

const noncesOf = ({ headers }: Partial<HttpResponse>): string[] =>
  (headers ?? []).filter(({ name }) => name.toLowerCase() === "dpop-nonce").map(({ value }) => value);
