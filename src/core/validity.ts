import type { Credential } from "./flows/flow";
import { notYetValidProblem, secondsOf, timeProblem } from "./jwt/claim-times";
import { decodeToken } from "./jwt/decode";
import type { JsonObject } from "./lib/json";
import { describeTime } from "./lib/time";

/**
 * How long a credential is valid, in sentences.
 *
 * @param now Unix timestamp in milliseconds
 */
export function describeValidity({ value, lifetime }: Credential, now: number): string {
  const claims = claimsOf(value);
  // For opaque tokens, only the server's expires_in is known.
  if (!claims && lifetime === undefined) return "Its expiration is unknown.";
  const problem = claims && timeProblem(claims, "exp");
  if (problem) return problem;
  const exp = claims?.has("exp") ? secondsOf(claims, "exp") : now / 1000 + (lifetime ?? Number.NaN);
  if (Number.isNaN(exp)) return "It never expires.";
  const time = describeTime(exp, now);
  if (exp <= now / 1000) return `It expired ${time}.`;
  return [`It expires ${time}.`, claims && notYetValidProblem(claims, now)].filter(Boolean).join(" ");
}

function claimsOf(token: string): JsonObject | undefined {
  try {
    return decodeToken(token).claims;
  } catch {
    return undefined;
  }
}
