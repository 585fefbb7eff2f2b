import { type HttpRequest, type HttpResponse, JwtAuthError, MAX_RESPONSE_CHARS, NoResponse } from "../core";
import { inTime } from "./in-time";

const TIME_LIMIT_SECONDS = 10;

/**
 * Sends a request through the host, with its proxy and certificates, or else with `fetch`.
 *
 * @param hostSend resolves to undefined if the host does not send requests for plugins
 * @param toRequest the request for `fetch`
 * @throws NoResponse after ten seconds at the latest
 * @throws JwtAuthError if one of the functions does
 */
export async function sendHttp(
  hostSend: () => Promise<HttpResponse | undefined>,
  toRequest: () => HttpRequest,
): Promise<HttpResponse> {
  let response: HttpResponse | undefined;
  try {
    response = await inTime(
      TIME_LIMIT_SECONDS * 1000,
      async (signal) => (await hostSend()) ?? sendWithFetch(toRequest(), signal),
    );
  } catch (error) {
    throw error instanceof JwtAuthError ? error : toNoResponse(error);
  }
  if (response) return response;
  throw new NoResponse(`didn't respond within ${TIME_LIMIT_SECONDS} seconds`);
}

/** A server that closes a connection after its response would break the next request on it. */
const CLOSE = { name: "Connection", value: "close" };

async function sendWithFetch(
  { method, url, headers, body, needsText = true }: HttpRequest,
  signal: AbortSignal,
): Promise<HttpResponse> {
  const response = await fetch(url, {
    method,
    headers: [...headers.filter(({ name }) => !/^connection$/i.test(name)), CLOSE].map(
      ({ name, value }): [string, string] => [name, value],
    ),
    body,
    redirect: "manual",
    signal,
  });
  const decoder = new TextDecoder();
  let text = "";
  if (!needsText) await response.body?.cancel();
  else
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk, { stream: true });
      if (text.length > MAX_RESPONSE_CHARS) break;
    }
  return {
    status: response.status,
    headers: Array.from(response.headers, ([name, value]) => ({ name, value })),
    text: text.length > MAX_RESPONSE_CHARS ? undefined : text,
  };
}

/** Error texts of the operating system, Node, or the host, what they mean in words, and what to do about them. */
const REASONS: { pattern: RegExp; words: string; remedy?: string }[] = [
  { pattern: /refused/i, words: "connection refused" },
  { pattern: /ENOTFOUND|EAI_AGAIN|\bdns\b|lookup/i, words: "host not found" },
  {
    pattern: /SELF_SIGNED|CERT|UNABLE_TO_|certificate/i,
    words: "its TLS certificate isn't trusted",
    remedy: "Check the URL, or trust the certificate on this computer",
  },
  { pattern: /ERR_SSL|ERR_TLS|EPROTO|\bTLS\b|\bSSL\b/i, words: "TLS handshake failed" },
  { pattern: /ECONNRESET|EPIPE|UND_ERR_SOCKET|reset|closed/i, words: "the connection was closed" },
];

/** An error code of the system, Node, or Yaak. */
const CODE = /^[A-Z][A-Z0-9_]{1,40}$/;

function toNoResponse(error: unknown): NoResponse {
  const {
    message,
    cause,
    code = (cause as NodeJS.ErrnoException | undefined)?.code,
  } = (error ?? {}) as NodeJS.ErrnoException;
  // Words in a URL say nothing about the failure. Hosts can reject with anything.
  const said = `${String(code)} ${String(message).replace(/https?:\S+/gi, "")}`;
  const { words, remedy } = REASONS.find(({ pattern }) => pattern.test(said)) ?? {};
  const reason = words ? `: ${words}` : "";
  return new NoResponse(`can't be reached${reason}${CODE.test(String(code)) ? ` (${code})` : ""}`, remedy);
}
