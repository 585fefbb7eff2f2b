import { describeValidity, getToken, parseUrl, shorten, type Values } from "../../core";
import { currentClock } from "../../node/clock";
import { toast } from "../dialog";
import type { YaakContext } from "../host";
import { servicesOf } from "../services";
import { shownRequest } from "../shown-request";

/** Gets the token that would be sent with the current settings, and copies it. */
export async function copyToken(ctx: YaakContext, values: Values, contextId: string): Promise<void> {
  const clock = currentClock();
  let target = "";
  const findRequest = async () => {
    const request = await shownRequest(ctx);
    if (request) target = ` for ${shorten(request.method)} ${shownUrl(request.url)}`;
    return request;
  };
  const token = await getToken(values, findRequest, clock, servicesOf(ctx, contextId));
  await ctx.clipboard.copyText(token.value);
  await toast(ctx, "success", `Token copied${target}. ${describeValidity(token, clock.now)}`);
}

const MAX_URL_CHARS = 160;

/** Without what can be secret: username, password, and query. */
function shownUrl(url: string): string {
  const parsed = /^https?:/i.test(url) ? parseUrl(url) : undefined;
  return shorten(parsed ? parsed.origin + parsed.pathname : (url.split("?")[0] ?? ""), MAX_URL_CHARS);
}
