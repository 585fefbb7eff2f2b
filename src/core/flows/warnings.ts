import type { TokenContent } from "../claims";
import type { FlowSettings } from "../flow-settings";
import { presetOf, type Values } from "../schema";
import type { TokenRequest } from "./flow";

/** What is known of what becomes of the JWT; undefined is what could not be made. */
interface Facts {
  values: Values;
  flow: FlowSettings;
  content?: TokenContent;
  tokenRequest?: TokenRequest;
}

/** What makes servers refuse a token request, or is not safe, though it can be sent. */
export const findFlowWarnings = (facts: Facts): string[] =>
  [insecureUrl, incompleteAssertion, reuseWithoutEnd].flatMap((check) => check(facts) ?? []);

/** RFC 6749 section 3.2. What stays on this machine nobody reads on the way. */
function insecureUrl({ tokenRequest }: Facts): string | undefined {
  const { protocol, hostname } = new URL(tokenRequest?.url ?? "https://localhost");
  if (protocol === "https:" || /^(?:localhost|127\.[\d.]+|\[::1\])$/.test(hostname)) return undefined;
  return "The token URL does not begin with https://, so others can read on the way what it is sent.";
}

/** RFC 7523 section 3. A preset's system may take less. */
function incompleteAssertion({ values, content, tokenRequest }: Facts): string | undefined {
  if (!content || !tokenRequest || presetOf(values)) return undefined;
  const missing = ["iss", "sub", "aud", "exp"].filter((name) => !content.claims.has(name));
  if (missing.length === 0) return undefined;
  return `Servers refuse an assertion without ${missing.join(", ")} (RFC 7523).`;
}

function reuseWithoutEnd({ flow, content }: Facts): string | undefined {
  if (!flow.reusesJwt || flow.reuseFor !== undefined || !content || content.claims.has("exp"))
    return undefined;
  return "The token has no exp claim, so nothing says how long it can be used again: a new one is made for every request.";
}
