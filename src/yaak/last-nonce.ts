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
 * The DPoP nonce in the newest response from a URL's server that has one (RFC 9449 section 9). Yaak shows a plugin no response to the
 * request that it authenticates, but those of the request that is open, and of others.
 *
 * @returns undefined if Yaak does not tell
 */
export async function findNonce(ctx: NonceContext, url: string): Promise<string | undefined> {
  const { origin, host = "" } = parseUrl(url) ?? {};
  const find = async () => {
    const open = [await ctx.window?.requestId?.().catch(() => undefined)];
    const others = (await ctx.httpRequest.list?.().catch(() => undefined)) ?? [];
    const near = others.filter((request) => request.url.includes(host)).map(({ id }) => id);
    const ids = [...open, ...near, ...others.map(({ id }) => id)].filter((id) => typeof id === "string");
    const requestIds = [...new Set(ids)].slice(0, MAX_REQUESTS);
    const responses = (await Promise.all(requestIds.map((id) => responsesTo(ctx, id)))).flat();
    return responses
      .filter((response) => parseUrl(response.url)?.origin === origin)
      .sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1))
      .flatMap((response) => nonceOf(response) ?? [])[0];
  };
  return inTime(TIME_LIMIT_MILLISECONDS, find).catch(() => undefined);
}

async function responsesTo({ httpResponse }: NonceContext, requestId: string): Promise<HttpResponse[]> {
  const found = await httpResponse?.find?.({ requestId, limit: MAX_RESPONSES }).catch(() => undefined);
  return found ?? [];
}

const nonceOf = ({ headers }: HttpResponse): string | undefined =>
  headers.find(({ name }) => name.toLowerCase() === "dpop-nonce")?.value;
