import { describeValidity, getToken, type Values } from "../../core";
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
    if (request) target = ` for ${request.method} ${request.url.split("?")[0]}`;
    return request;
  };
  const token = await getToken(values, findRequest, clock, servicesOf(ctx, contextId));
  await ctx.clipboard.copyText(token.value);
  await toast(ctx, "success", `Token copied${target}. ${describeValidity(token, clock.now)}`);
}
