import { makeToken } from "../../core/authenticate";
import { notYetValidProblem, secondsOf } from "../../core/claim-times";
import { decodeToken } from "../../core/decode";
import { JwtAuthError } from "../../core/errors";
import type { RequestInfo } from "../../core/request";
import type { Values } from "../../core/schema";
import { describeTime } from "../../core/time";
import { toast } from "../dialog";
import type { YaakContext } from "../host";
import { currentMoment } from "../moment";
import { shownRequest } from "../shown-request";

/** Signs with the settings shown and copies the token. */
export async function copyToken(ctx: YaakContext, values: Values): Promise<void> {
  const moment = currentMoment();
  const make = (request: RequestInfo | null) => makeToken(values, request, moment);
  let madeFor = "";
  const token = await make(null).catch(async (error) => {
    // Only for a token that depends on a request is it worth looking one up.
    const isBound = error instanceof JwtAuthError && error.code === "missing-request";
    const request = isBound ? await shownRequest(ctx) : null;
    if (!request) throw error;
    madeFor = `, for ${request.method} ${request.url.split("?")[0]}`;
    return make(request);
  });
  await ctx.clipboard.copyText(token);
  await toast(ctx, "success", `Token copied${madeFor}. ${describeValidity(token, moment.now)}`);
}

function describeValidity(token: string, now: number): string {
  const { claims = new Map() } = decodeToken(token);
  const exp = secondsOf(claims, "exp");
  if (Number.isNaN(exp)) return "It never expires.";
  const time = describeTime(exp, now);
  if (exp <= now / 1000) return `It has expired already: exp is ${time}.`;
  return [`It expires ${time}.`, notYetValidProblem(claims, now)].filter(Boolean).join(" ");
}
