import { JwtAuthError } from "../lib/errors";
import { describeText, type HttpResponse, isRedirect, redirectOf, serverAt, shownUrl } from "../lib/http";
import { asSentence, shorten } from "../lib/words";
import type { TokenResponse } from "./flow";
import { MAX_REDACTED_CHARS, redact } from "./redact";
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

/** Maximum length of the server's own words in a message. */
const MAX_WORDS_CHARS = 150;
const REMEDY = "Check the settings against what the server expects";

/**
 * Returns the JSON object of a successful response.
 *
 * @param more secrets that are not in the request, but that the server may know
 * @throws JwtAuthError that describes the response, in the server's own words if it has an error text
 */
export function readTokenResponse(
  response: HttpResponse,
  request: TokenRequest,
  more: readonly string[] = [],
): TokenResponse {
  const { status, text } = response;
  const fail = (problem: string) => new JwtAuthError("tokenUrl", `${problem}.`);
  const server = serverAt(request.url);
  const members = parse(text ?? "");
  const secrets = [...secretsOf(request), ...more, ...secretsIn(members ?? {})];
  const shown = (words: string) => shorten(redact(words, secrets), MAX_WORDS_CHARS);

  if (isRedirect(status)) throw fail(`${server} ${describeRedirect(response, request, shown)}`);
  const error = members && describeError(members, shown);
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
  if (text === undefined) throw fail(`${server} returned more than 1 MiB instead of a token. Check the URL`);
  if (members) return { members, shown };
  throw fail(`${server} returned ${describeText(text)} instead of JSON. Check the URL`);
}

function parse(text: string): TokenResponse["members"] | undefined {
  try {
    const json: unknown = JSON.parse(text);
    return typeof json === "object" && json !== null && !Array.isArray(json)
      ? (json as TokenResponse["members"])
      : undefined;
  } catch {
    return undefined;
  }
}

/** Enough for any response that has tokens in it. */
const MAX_SECRETS = 50;
const MAX_MEMBERS = 5000;

/** The tokens and codes in a response, wherever they are. */
function secretsIn(members: TokenResponse["members"]): string[] {
  const secrets: string[] = [];
  const open: [name: string, value: unknown][] = Object.entries(members);
  // The list grows while it is read.
  for (const [name, value] of open) {
    if (secrets.length === MAX_SECRETS || open.length > MAX_MEMBERS) break;
    if (typeof value === "object" && value !== null)
      for (const [inner, item] of Object.entries(value).slice(0, MAX_MEMBERS))
        open.push([Array.isArray(value) ? name : inner, item]);
    // The code of an error is not secret.
    const isSecret = SECRET.test(name) || (name === "code" && !hasError(members));
    if (typeof value === "string" && isSecret) secrets.push(value);
  }
  return secrets;
}

const SECRET = /(?:token|secret|password|jwt|assertion|api_?key)$/i;

const hasError = (members: TokenResponse["members"]): members is { error: string } =>
  typeof members.error === "string" && members.error !== "";

/** The server's error (RFC 6749 section 5.2). Undefined if there is none. */
function describeError(
  members: TokenResponse["members"],
  shown: TokenResponse["shown"],
): { words: string; remedy: string } | undefined {
  if (!hasError(members)) return undefined;
  const { error, error_description: description } = members as { error: string; error_description?: unknown };
  const more = typeof description === "string" && description.trim() ? description : "";
  const remedy = REMEDIES.get(error);
  // A standard code is never a secret. Otherwise, both are redacted as one text, because a secret can be in pieces.
  const cut = more.slice(0, MAX_REDACTED_CHARS / 2);
  const parts = remedy ? [error, shown(cut)] : [shown([error, cut].filter(Boolean).join(": "))];
  const words = parts
    .filter(Boolean)
    .join(": ")
    .replace(/\.(?=: )|\.$/g, "");
  return { words: shorten(words, MAX_WORDS_CHARS), remedy: remedy ?? REMEDY };
}

function describeRedirect(
  response: HttpResponse,
  { url }: TokenRequest,
  shown: TokenResponse["shown"],
): string {
  const target = redirectOf(response, url);
  const where = target ? ` to ${shorten(shown(shownUrl(target.href)))}` : "";
  return `redirects${where} (status ${response.status}). Enter the token endpoint's final URL`;
}
