import {
  type Credential,
  decodeToken,
  describeTime,
  getToken,
  type JsonObject,
  notYetValidProblem,
  secondsOf,
  type Values,
} from "../../core";
import { currentClock } from "../../node/clock";
import { toast } from "../dialog";
import type { YaakContext } from "../host";
import { servicesOf } from "../services";
import { shownRequest } from "../shown-request";

/** Gets what would be sent with the settings shown, and copies it. */
export async function copyToken(ctx: YaakContext, values: Values): Promise<void> {
  const clock = currentClock();
  let madeFor = "";
  const findRequest = async () => {
    const request = await shownRequest(ctx);
    if (request) madeFor = `, for ${request.method} ${request.url.split("?")[0]}`;
    return request;
  };
  const token = await getToken(values, findRequest, clock, servicesOf(ctx));
  await ctx.clipboard.copyText(token.value);
  await toast(ctx, "success", `Token copied${madeFor}. ${describeValidity(token, clock.now)}`);
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
