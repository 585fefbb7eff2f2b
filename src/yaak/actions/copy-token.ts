import { makeToken } from "../../core/authenticate";
import { secondsOf } from "../../core/claim-times";
import { decodeToken } from "../../core/decode";
import { JwtAuthError } from "../../core/errors";
import type { Values } from "../../core/schema";
import { describeTime } from "../../core/time";
import { toast } from "../dialog";
import type { YaakContext } from "../host";
import { currentMoment } from "../moment";
import { shownRequest } from "../shown-request";

/** Signs with the settings shown and copies the token. */
export async function copyToken(ctx: YaakContext, values: Values): Promise<void> {
  const { token, madeFor } = await tokenFor(ctx, values);
  await ctx.clipboard.copyText(token);
  await toast(ctx, "success", `Token copied${madeFor ? `, for ${madeFor}` : ""}. ${describeValidity(token)}`);
}

/** Only a token that depends on a request is worth looking one up. */
async function tokenFor(ctx: YaakContext, values: Values): Promise<{ token: string; madeFor?: string }> {
  const moment = currentMoment();
  try {
    return { token: await makeToken(values, null, moment) };
  } catch (error) {
    if (!(error instanceof JwtAuthError) || error.code !== "missing-request") throw error;
    const request = await shownRequest(ctx);
    if (!request) throw error;
    return {
      token: await makeToken(values, request, moment),
      madeFor: `${request.method} ${request.url.split("?")[0]}`,
    };
  }
}

function describeValidity(token: string): string {
  const { claims = new Map() } = decodeToken("token", token);
  const now = Date.now();
  const exp = secondsOf(claims, "exp");
  if (Number.isNaN(exp)) return "It never expires.";
  const time = describeTime(exp, now);
  return exp > now / 1000 ? `It expires ${time}.` : `It has expired already: exp is ${time}.`;
}
