import type { TokenContent } from "../jwt/sign";
import { isPlainHttp } from "../lib/http";
import { listOf } from "../lib/words";
import type { Settings } from "../settings/settings";
import type { TokenRequest } from "./token-request";

/** What is known about the token request. Undefined parts could not be created. */
interface Facts {
  settings: Settings;
  content?: TokenContent;
  tokenRequest?: TokenRequest;
}

/** Reasons why servers may reject a token request, or why it is not safe, even though it can be sent. */
export const findFlowWarnings = (facts: Facts): string[] =>
  [insecureUrl, incompleteAssertion, reuseWithoutEnd, prefixOfBoundToken, incompleteExchange].flatMap(
    (check) => check(facts) ?? [],
  );

/** RFC 6749 section 3.2 requires TLS. */
function insecureUrl({ tokenRequest }: Facts): string | undefined {
  if (!isPlainHttp(tokenRequest?.url ?? "")) return undefined;
  return "The token URL doesn't start with https://, so others can read what you send to it.";
}

/** RFC 7523 section 3. A preset's service may require less. */
function incompleteAssertion({ settings, content, tokenRequest }: Facts): string | undefined {
  if (!content || !tokenRequest || settings.preset || settings.exchange.flow === "exchange") return undefined;
  const missing = ["iss", "sub", "aud", "exp"].filter((name) => !content.claims.has(name));
  if (missing.length === 0) return undefined;
  return `Servers reject assertions without ${listOf(missing, "or")} (RFC 7523).`;
}

function reuseWithoutEnd({ settings, content }: Facts): string | undefined {
  const { reusesJwt, reuseSeconds } = settings.exchange;
  if (!reusesJwt || reuseSeconds !== undefined || !content || content.claims.has("exp")) return undefined;
  return "The token has no exp claim, so it can't be reused. Every request gets a new one.";
}

/** RFC 9449 section 7.1. */
function prefixOfBoundToken({ settings: { exchange, placement } }: Facts): string | undefined {
  if (!exchange.dpop || placement.kind !== "header" || /^dpop$/i.test(placement.prefix)) return undefined;
  return "With DPoP, servers expect the header prefix DPoP. Clear Header Prefix unless yours is an exception.";
}

/** RFC 8693 section 2.1. */
function incompleteExchange({ settings: { exchange } }: Facts): string | undefined {
  const { flow, exchangeAs, exchangeName, tokenParameters } = exchange;
  if (flow !== "exchange" || exchangeAs !== "form" || exchangeName !== "subject_token") return undefined;
  const missing = ["grant_type", "subject_token_type"].filter((name) => !tokenParameters.has(name));
  if (missing.length === 0) return undefined;
  return `Token exchange (RFC 8693) also needs ${listOf(missing)}. Enter them under Additional Parameters.`;
}
