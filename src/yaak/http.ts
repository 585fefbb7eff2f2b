import { readFile } from "node:fs/promises";
import { type HttpAnswer, type HttpRequest, NoAnswer } from "../core/http";
import type { SentRequest, YaakContext } from "./host";

const LIMIT_SECONDS = 10;
/** No key and no token is longer. */
export const LARGEST = 1024 * 1024;

/**
 * Sends a request: by the client's own HTTP, with its proxy and certificates, or by Node's where the client sends nothing
 * for plugins.
 *
 * @throws NoAnswer after ten seconds at the latest
 */
export async function sendHttp(
  ctx: Pick<YaakContext, "httpRequest">,
  request: HttpRequest,
): Promise<HttpAnswer> {
  let answer: HttpAnswer | undefined;
  try {
    answer = await inTime((signal) =>
      sendThroughClient(ctx, request).then((theirs) => theirs ?? sendHere(request, signal)),
    );
  } catch (error) {
    throw toNoAnswer(error);
  }
  if (answer) return answer;
  throw new NoAnswer(`did not answer within ${LIMIT_SECONDS} seconds`);
}

/** @returns undefined if it is not done in time */
async function inTime<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<undefined>((done) => {
    timer = setTimeout(() => {
      controller.abort();
      done(undefined);
    }, LIMIT_SECONDS * 1000);
  });
  try {
    return await Promise.race([limit, work(controller.signal)]);
  } finally {
    clearTimeout(timer);
  }
}

/** Undefined where the client sends nothing for plugins: some come to nothing, and some say so. */
async function sendThroughClient(
  ctx: Pick<YaakContext, "httpRequest">,
  request: HttpRequest,
): Promise<HttpAnswer | undefined> {
  const answer = await ctx.httpRequest.send({ httpRequest: toYaakRequest(request) }).catch((error) => {
    if (/^Unsupported plugin request/.test(error?.message)) return undefined;
    throw error;
  });
  if (!answer) return undefined;
  const [response, body] = "httpResponse" in answer ? [answer.httpResponse, answer.body] : [answer];
  if (response.error) throw new Error(response.error);
  const { status, headers = [], url } = response;
  const location = headers.find(({ name }) => name.toLowerCase() === "location")?.value;
  // Apps that cannot be told to stay have gone on, and say where they ended.
  if (!request.followsRedirects && isElsewhere(request.url, url))
    return { status: 302, location: url, text: "" };
  if (body) return { status, location, text: await body.text() };
  return { status, location, text: response.bodyPath ? await readFile(response.bodyPath, "utf8") : "" };
}

function toYaakRequest({ method, url, headers, body, followsRedirects }: HttpRequest): SentRequest {
  return {
    method,
    // The client fills in template tags, and what is sent here has none.
    url: url.replaceAll("${[", "%24{["),
    headers,
    // Any type that the client has no form for is sent as it stands.
    ...(body === undefined ? {} : { bodyType: "other", body: { text: body.replaceAll("${[", "\\u0024{[") } }),
    // Without "none" the request would inherit the very authentication that is made here.
    authenticationType: "none",
    ...(followsRedirects ? {} : { settingFollowRedirects: { enabled: true, value: false } }),
  };
}

const isElsewhere = (asked: string, ended: string | undefined): boolean =>
  ended !== undefined && URL.canParse(ended) && new URL(ended).href !== new URL(asked).href;

async function sendHere(
  { method, url, headers, body, followsRedirects }: HttpRequest,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  const response = await fetch(url, {
    method,
    headers: headers.map(({ name, value }) => [name, value] as [string, string]),
    body,
    redirect: followsRedirects ? "follow" : "manual",
    signal,
  });
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > LARGEST) break;
  }
  return { status: response.status, location: response.headers.get("location") ?? undefined, text };
}

/** What the system, Node or the client says of a failure, what that is in words, and what to do about it. */
const REASONS: { pattern: RegExp; words: string; remedy?: string }[] = [
  { pattern: /refused/i, words: "the connection is refused" },
  { pattern: /ENOTFOUND|EAI_AGAIN|\bdns\b|lookup/i, words: "there is no server of this name" },
  {
    pattern: /SELF_SIGNED|CERT|UNABLE_TO_|certificate/i,
    words: "its TLS certificate is not trusted",
    remedy: "Check the URL, or let this machine trust the certificate",
  },
  { pattern: /ERR_SSL|ERR_TLS|EPROTO|\bTLS\b|\bSSL\b/i, words: "no TLS connection comes about" },
  { pattern: /ECONNRESET|EPIPE|UND_ERR_SOCKET|reset|closed/i, words: "the connection broke off" },
];

function toNoAnswer(error: unknown): NoAnswer {
  const {
    message = "",
    cause,
    code = (cause as NodeJS.ErrnoException | undefined)?.code,
  } = error as NodeJS.ErrnoException;
  // The words of a URL say nothing of the failure.
  const said = `${code ?? ""} ${message.replace(/https?:\S+/gi, "")}`;
  const { words, remedy } = REASONS.find(({ pattern }) => pattern.test(said)) ?? {};
  const reason = words ? `: ${words}` : "";
  return new NoAnswer(`cannot be reached${reason}${typeof code === "string" ? ` (${code})` : ""}`, remedy);
}
