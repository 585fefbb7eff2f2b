import {
  type Credential,
  describeValidity,
  getToken,
  type RequestInfo,
  shorten,
  type Values,
} from "../../core";
import { currentClock } from "../../node/clock";
import { toast } from "../dialog";
import type { YaakContext } from "../host";
import { servicesOf } from "../services";
import { shownRequest } from "../shown-request";
import { shownUrl } from "../shown-url";

/** Gets the token that would be sent with the current settings, and copies it. */
export async function copyToken(ctx: YaakContext, values: Values, contextId: string): Promise<void> {
  let request: RequestInfo | null = null;
  const findRequest = async () => {
    request = await shownRequest(ctx);
    return request;
  };
  const token = await getToken(values, findRequest, currentClock(), servicesOf(ctx, contextId));
  await copyCredential(ctx, token, request);
}

/** @param request the request that it depends on, or is for; null if there is none */
export async function copyCredential(
  ctx: YaakContext,
  token: Credential,
  request: RequestInfo | null,
): Promise<void> {
  await ctx.clipboard.copyText(token.value);
  const target = request ? ` for ${shorten(request.method)} ${shownUrl(request.url)}` : "";
  const validity = describeValidity(token, currentClock().now);
  const bound = token.proofKey === undefined ? "" : " It only works with this plugin's DPoP proofs.";
  await toast(ctx, "success", `Token copied${target}. ${validity}${bound}`);
}
