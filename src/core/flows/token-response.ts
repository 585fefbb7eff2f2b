import { MAX_TOKEN_CHARS } from "../jwt/decode";
import { JwtAuthError } from "../lib/errors";
import { describeText, type HttpResponse, isRedirect, redirectOf, serverAt, shownUrl } from "../lib/http";
import { shorten } from "../lib/words";
import type { TokenResponse } from "./flow";
import { redact } from "./redact";
import { describeFailure, describeSuccess, reasonOf } from "./rejections";
import type { Remedies } from "./remedies";
import { isMembers, parseJsonText } from "./response-members";
import { secretsIn } from "./response-secrets";
import { serverWords } from "./server-words";
import type { TokenRequest } from "./token-request";

/** What is known besides the response. */
interface Context {
  request: TokenRequest;
  /** Those in the request, and others that the server may know. */
  secrets: readonly string[];
  /** What to do about the server's reasons, if the preset knows better. */
  remedies?: Remedies;
}

/** Maximum length of a server's text in a message. */
const MAX_SHOWN_CHARS = 150;

/**
 * Returns the JSON object of a successful response.
 *
 * @throws JwtAuthError that describes the response, in the server's own words if it has any
 */
export function readTokenResponse(
  response: HttpResponse,
  { request, secrets, remedies }: Context,
): TokenResponse {
  const { status, text } = response;
  const fail = (problem: string) => new JwtAuthError("tokenUrl", `${problem}.`);
  const server = serverAt(request.url);
  const isSuccess = status >= 200 && status <= 299;
  const json = isSuccess && isBareToken(text) ? { token: unquoted(text) } : parseJsonText(text ?? "");
  const words = serverWords(response, json);
  const all = [...secrets, ...secretsIn(json, status < 400 && !words?.isFailure)];
  const shown = (part: string) => shorten(redact(part, all), MAX_SHOWN_CHARS);

  if (isRedirect(status)) throw fail(`${server} ${describeRedirect(response, request, shown)}`);
  const reason = words && reasonOf(words, status, all, remedies);
  if (!isSuccess) throw fail(describeFailure(response, server, reason, remedies));
  if (text === undefined) throw fail(`${server} returned more than 1 MiB instead of a token. Check the URL`);
  const rejection = reason && fail(describeSuccess(server, reason));
  if (isMembers(json) && !hasError(json)) return { members: json, shown, rejection };
  throw rejection ?? fail(`${server} returned ${describeText(text)} instead of JSON. Check the URL`);
}

const unquoted = (text = ""): string => text.trim().replace(/^"(.*)"$/s, "$1");

/** Whether a response is nothing but a JWT, as some services return one, with or without quotes. */
const isBareToken = (text = ""): boolean =>
  text.length <= MAX_TOKEN_CHARS && /^eyJ[\w-]+\.[\w-]+\.[\w-]*$/.test(unquoted(text));

/** Whether a response is an error (RFC 6749 section 5.2), even if there is a token in it. */
const hasError = ({ error }: TokenResponse["members"]): boolean => typeof error === "string" && error !== "";

function describeRedirect(
  response: HttpResponse,
  { url }: TokenRequest,
  shown: TokenResponse["shown"],
): string {
  const target = redirectOf(response, url);
  const where = target ? ` to ${shorten(shown(shownUrl(target.href)))}` : "";
  return `redirects${where} (status ${response.status}). Enter the token endpoint's final URL`;
}
