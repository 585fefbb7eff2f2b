import { JwtAuthError } from "../lib/errors";
import { describeText, type HttpResponse, headerOf, isWebUrl, shownUrl } from "../lib/http";
import type { TokenResponse } from "./flow";
import { redact, shorten } from "./redact";
import { secretsOf, type TokenRequest } from "./token-request";

/** What to do about an error of OAuth (RFC 6749 section 5.2), by its code. */
const REMEDIES: ReadonlyMap<string, string> = new Map([
  ["invalid_client", "Check the client ID, and that the server has this key or secret for it"],
  ["invalid_grant", "Compare issuer, subject, audience, times and key with what the server expects"],
  ["invalid_scope", "Check the scope"],
  ["invalid_target", "Check the resource or audience among the further parameters"],
  ["unauthorized_client", "Allow the client this kind of grant at the server"],
  ["unsupported_grant_type", "Choose another flow, or allow this one at the server"],
]);
const REMEDY = "Compare the settings with what the server expects";

/**
 * The JSON object of a good response.
 *
 * @throws JwtAuthError that says what came instead, in the server's own words where it has some
 */
export function readTokenResponse(response: HttpResponse, request: TokenRequest): TokenResponse {
  const { status, text } = response;
  const url = shownUrl(request.url);
  const fail = (problem: string) => new JwtAuthError("tokenUrl", `${url} ${problem}.`);

  if (status >= 300 && status < 400) throw fail(describeRedirect(response, request));
  const object = parse(text);
  const error = object && describeError(object, secretsOf(request));
  if (status >= 500 || status === 429) {
    const words = error ? `: ${error.words}` : "";
    throw fail(`failed with status ${status}${words}. Try again later, or ask who runs it`);
  }
  if (error) throw fail(`refused the request: ${error.words}. ${error.remedy}`);
  if (status === 401 || status === 403)
    throw fail(`refused the request with status ${status}. Check the client ID and the secret or key`);
  if (status < 200 || status > 299) throw fail(`answered with status ${status}. Check the URL`);
  if (object) return object;
  throw fail(`answered with ${describeText(text)}, not with a JSON object. Check the URL`);
}

function parse(text: string): TokenResponse | undefined {
  try {
    const json: unknown = JSON.parse(text);
    return typeof json === "object" && json !== null && !Array.isArray(json)
      ? (json as TokenResponse)
      : undefined;
  } catch {
    return undefined;
  }
}

/** What the server says is wrong (RFC 6749 section 5.2), without what it repeats of the request's secrets. */
function describeError(
  { error, error_description: description }: TokenResponse,
  secrets: string[],
): { words: string; remedy: string } | undefined {
  if (typeof error !== "string" || error === "") return undefined;
  const texts = typeof description === "string" && description.trim() ? [error, description] : [error];
  const words = texts.map((text) => shorten(redact(text, secrets)).replace(/\.$/, "")).join(": ");
  return { words, remedy: REMEDIES.get(error) ?? REMEDY };
}

function describeRedirect({ status, headers }: HttpResponse, { url }: TokenRequest): string {
  const location = headerOf(headers, "location");
  const target = location !== undefined && URL.canParse(location, url) ? new URL(location, url).href : "";
  const where = isWebUrl(target) ? ` to ${shorten(shownUrl(target))}` : "";
  return `redirects${where} (status ${status}). Type the URL of the token endpoint itself`;
}
