import { createHash } from "node:crypto";
import { secondsOf } from "./claim-times";
import type { Moment, TokenContent } from "./claims";
import { type Draft, draftOf } from "./draft";
import { JwtAuthError } from "./errors";
import { exchangeOf } from "./flows";
import type { Credential, Exchange, TokenRequest } from "./flows/flow";
import { readAnswer } from "./flows/token-answer";
import { type HttpAnswer, type HttpRequest, NoAnswer, shownUrl } from "./http";
import { reuse, type TokenStore } from "./kept-tokens";
import type { Plan } from "./plan";
import type { RequestInfo } from "./request";
import type { Values } from "./schema";
import { signingInput, signToken } from "./token";

/** What a client does for a flow. */
export interface Services {
  /** Rejects with NoAnswer if there is none. */
  send(request: HttpRequest): Promise<HttpAnswer>;
  store: TokenStore;
}

/**
 * Gets what is placed on the request, by the plan's flow: a JWT, an access token or a code.
 *
 * @param request null where there is none that the token is for
 * @throws JwtAuthError for what cannot be used, and for what a server refuses
 */
export async function obtain(
  plan: Plan,
  values: Values,
  request: RequestInfo | null,
  moment: Moment,
  { send, store }: Services,
): Promise<Credential> {
  const exchange = exchangeOf(plan.flow);
  const draft = await draftOf(plan, values, request);
  const make = async (): Promise<Credential> => {
    const { content, expansion } = draft.at(moment);
    const jwt = content ? await signToken(content, draft.key?.key) : "";
    const { endpoint } = exchange;
    if (!endpoint) return { value: jwt, lifetime: lifetimeOf(content, moment.now) ?? plan.flow.reuseFor };
    const tokenRequest = endpoint.ask(jwt, expansion);
    return endpoint.read(readAnswer(await ask(send, tokenRequest), tokenRequest), moment.now);
  };
  return exchange.reuses ? reuse(store, idOf(plan, exchange, draft), moment.now, make) : make();
}

/** Seconds until the `exp` of a JWT; undefined without one. */
function lifetimeOf(content: TokenContent | undefined, now: number): number | undefined {
  const lifetime = secondsOf(content?.claims ?? new Map(), "exp") - now / 1000;
  return Number.isNaN(lifetime) ? undefined : lifetime;
}

async function ask(send: Services["send"], { url, headers, body }: TokenRequest): Promise<HttpAnswer> {
  try {
    return await send({ method: "POST", url, headers, body, followsRedirects: false });
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    const { message, remedy = "Check the URL, and that the server runs" } = error;
    const problem = `${shownUrl(url)} ${message}. ${remedy}.`;
    throw new JwtAuthError("token-request-failed", "tokenUrl", problem, { cause: error });
  }
}

/** Two moments tell what depends on the time or on chance from what is typed. */
const MOMENTS = [0, 1e12].map((now) => ({ now, randomUUID: () => `${now}`, randomHex: () => `${now}` }));

/** A digest of all that decides a token but the moment: key, claims, and what is asked of whom. */
function idOf({ flow }: Plan, { endpoint }: Exchange, draft: Draft): string {
  const made = MOMENTS.map((moment) => {
    const { content, expansion } = draft.at(moment);
    return [content && signingInput(content), endpoint?.ask("", expansion)];
  });
  const all = JSON.stringify([flow.flow, draft.key?.id, flow.reuseFor, made]);
  return createHash("sha256").update(all).digest("base64url");
}
