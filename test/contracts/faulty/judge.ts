import { type Api, type ApiRequest, type Checks, CLAIMS, strict } from "./checks";
import { type Algorithm, apiKey } from "./settings";

/** What the API does with a request. A fault can crash it, or throw Hangup to close the connection. */
export type Verdict = "accepted" | "no token" | "rejected" | "too large" | "crashed" | "closed";

/** Thrown by a fault that closes the connection without a response. */
export class Hangup extends Error {}

/** An API with these faults. It remembers the IDs of tokens. */
export function createJudge(
  algorithm: Algorithm,
  faults: Partial<Checks> = {},
): (request: ApiRequest) => Verdict {
  const checks = { ...strict, ...faults };
  const api: Api = { algorithm, key: apiKey(algorithm), seen: new Set() };
  return (request) => {
    try {
      return judge(request, checks, api);
    } catch (error) {
      return error instanceof Hangup ? "closed" : "crashed";
    }
  };
}

function judge(request: ApiRequest, checks: Checks, api: Api): Verdict {
  const token = checks.token(request);
  if (token === undefined) return "no token";
  if (!checks.size(token)) return "too large";
  const parts = checks.parts(token);
  if (!parts) return "rejected";
  const header = checks.header(parts.header);
  if (!header || !checks.crit(header.crit) || !checks.typ(header.typ)) return "rejected";
  const alg = checks.alg(header, api);
  const key = alg === undefined ? undefined : checks.key(header, api);
  if (alg === undefined || !key || !checks.signature({ ...parts, alg }, key)) return "rejected";
  const claims = checks.claims(parts.claims);
  const now = Date.now() / 1000;
  if (!claims || !CLAIMS.every((name) => checks[name](claims[name], now, api))) return "rejected";
  if (claims.jti !== undefined) api.seen.add(claims.jti);
  return "accepted";
}
