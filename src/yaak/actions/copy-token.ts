import { getToken } from "../../core/authenticate";
import { notYetValidProblem, secondsOf } from "../../core/claim-times";
import { decodeToken } from "../../core/decode";
import { JwtAuthError } from "../../core/errors";
import type { Credential } from "../../core/flows/flow";
import type { JsonObject } from "../../core/json";
import type { RequestInfo } from "../../core/request";
import type { Values } from "../../core/schema";
import { describeTime } from "../../core/time";
import { toast } from "../dialog";
import type { YaakContext } from "../host";
import { currentMoment } from "../moment";
import { servicesOf } from "../services";
import { shownRequest } from "../shown-request";

/** Gets what would be sent with the settings shown, and copies it. */
export async function copyToken(ctx: YaakContext, values: Values): Promise<void> {
  const moment = currentMoment();
  const get = (request: RequestInfo | null) => getToken(values, request, moment, servicesOf(ctx));
  let madeFor = "";
  const token = await get(null).catch(async (error) => {
    // Only for a token that depends on a request is it worth looking one up.
    const isBound = error instanceof JwtAuthError && error.code === "missing-request";
    const request = isBound ? await shownRequest(ctx) : null;
    if (!request) throw error;
    madeFor = `, for ${request.method} ${request.url.split("?")[0]}`;
    return get(request);
  });
  await ctx.clipboard.copyText(token.value);
  await toast(ctx, "success", `Token copied${madeFor}. ${describeValidity(token, moment.now)}`);
}

function describeValidity({ value, lifetime }: Credential, now: number): string {
  const claims = claimsOf(value);
  // What is no JWT has nothing that tells but what its server said.
  if (!claims && lifetime === undefined) return "Its server does not say how long it is good.";
  const exp = claims?.has("exp") ? secondsOf(claims, "exp") : now / 1000 + (lifetime ?? Number.NaN);
  if (Number.isNaN(exp)) return "It never expires.";
  const time = describeTime(exp, now);
  if (exp <= now / 1000) return `It has expired already: exp is ${time}.`;
  return [`It expires ${time}.`, claims && notYetValidProblem(claims, now)].filter(Boolean).join(" ");
}

function claimsOf(token: string): JsonObject | undefined {
  try {
    return decodeToken(token).claims;
  } catch {
    return undefined;
  }
}
