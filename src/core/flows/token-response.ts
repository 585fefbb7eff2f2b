import { JwtAuthError } from "../lib/errors";
import { describeText, type HttpResponse, headerOf, isWebUrl, serverAt, shownUrl } from "../lib/http";
import { asSentence, shorten } from "../lib/words";
import type { TokenResponse } from "./flow";
import { redact } from "./redact";
import { secretsOf, type TokenRequest } from "./token-request";

/** What to do about an OAuth error (RFC 6749 section 5.2), by its code. */
const REMEDIES: ReadonlyMap<string, string> = new Map([
  ["invalid_client", "Check the client ID, and that this key or secret is registered for it"],
  ["invalid_grant", "Check the issuer, subject, audience, times, and key against what the server expects"],
  ["invalid_scope", "Check the scope"],
  ["invalid_target", "Check resource or audience under Additional Parameters"],
  ["unauthorized_client", "Allow this grant type for the client on the server"],
  ["unsupported_grant_type", "Choose another flow, or allow this grant type on the server"],
]);

/** Maximum length of the server's own error text in a message. */
const MAX_WORDS_CHARS = 150;
const REMEDY = "Check the settings against what the server expects";

/**
 * Returns the JSON object of a successful response.
 *
 * @throws JwtAuthError that describes the response, in the server's own words if it has an error text
 */
export function readTokenResponse(response: HttpResponse, request: TokenRequest): TokenResponse {
  const { status, text } = response;
  const fail = (problem: string) => new JwtAuthError("tokenUrl", `${problem}.`);
  const server = serverAt(request.url);

  if (status >= 300 && status < 400) throw fail(`${server} ${describeRedirect(response, request)}`);
  const object = parse(text);
  const error = object && describeError(object, secretsOf(request));
  if (status >= 500 || status === 429) {
    const failure = asSentence(error ? `${status}: ${error.words}` : `${status}`);
    throw fail(
      `The server failed with status ${failure} Try again later, or contact whoever runs the server`,
    );
  }
  if (error) throw fail(`The server rejected the request: ${asSentence(error.words)} ${error.remedy}`);
  if (status === 401 || status === 403)
    throw fail(
      `The server rejected the request with status ${status}. Check the client ID and the secret or key`,
    );
  if (status < 200 || status > 299) throw fail(`${server} returned status ${status}. Check the URL`);
  if (object) return object;
  throw fail(`${server} returned ${describeText(text)} instead of JSON. Check the URL`);
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

/** The server's error (RFC 6749 section 5.2), with the request's secrets redacted. Undefined if there is no error. */
function describeError(
  { error, error_description: description }: TokenResponse,
  secrets: string[],
): { words: string; remedy: string } | undefined {
  if (typeof error !== "string" || error === "") return undefined;
  const texts = typeof description === "string" && description.trim() ? [error, description] : [error];
  const words = texts.map((text) => redact(text, secrets).trim().replace(/\.$/, "")).join(": ");
  return { words: shorten(words, MAX_WORDS_CHARS), remedy: REMEDIES.get(error) ?? REMEDY };
}

function describeRedirect({ status, headers }: HttpResponse, { url }: TokenRequest): string {
  const location = headerOf(headers, "location");
  const target = location !== undefined && URL.canParse(location, url) ? new URL(location, url).href : "";
  const where = isWebUrl(target) ? ` to ${shorten(shownUrl(target))}` : "";
  return `redirects${where} (status ${status}). Enter the token endpoint's final URL`;
}
