import { type HttpRequest, type HttpResponse, MAX_RESPONSE_CHARS, parseUrl } from "../core";
import { sendHttp } from "../node/http";
import type { SentRequest, YaakContext } from "./host";

type SendContext = Pick<YaakContext, "httpRequest">;

/**
 * Sends a request through Yaak, or with Node if Yaak does not send requests for plugins.
 *
 * @param inherited names of headers that the workspace or a folder may add to the request
 * @throws NoResponse if there is no response
 */
export const send = (
  ctx: SendContext,
  request: HttpRequest,
  inherited: readonly string[] = [],
): Promise<HttpResponse> => sendHttp(request, () => sendThroughApp(ctx, request, inherited));

/** Undefined if Yaak does not send requests for plugins. Some versions resolve to undefined, others reject and say so. */
async function sendThroughApp(
  ctx: SendContext,
  request: HttpRequest,
  inherited: readonly string[],
): Promise<HttpResponse | undefined> {
  const httpRequest = toYaakRequest(request, inherited);
  const result = await ctx.httpRequest.send({ httpRequest }).catch((error) => {
    if (/^Unsupported plugin request/.test(error?.message)) return undefined;
    throw error;
  });
  if (!result) return undefined;
  const [response, body] = "httpResponse" in result ? [result.httpResponse, result.body] : [result];
  if (response.error) throw new Error(response.error);
  const { status, url, bodyPath, contentLength } = response;
  const headers = (response.headers ?? []).filter((header) => typeof header?.name === "string");
  // Versions without the redirect setting have followed the redirect, and report the final URL.
  if (typeof url === "string" && isElsewhere(httpRequest.url ?? "", url))
    return { status: 302, headers: [{ name: "Location", value: url }], text: "" };
  const isTooLong = (contentLength ?? 0) > MAX_RESPONSE_CHARS;
  const text = isTooLong ? undefined : body ? String(await body.text()) : await readFileUpTo(bodyPath);
  return { status, headers, text: text && text.length > MAX_RESPONSE_CHARS ? undefined : text };
}

/** Older versions store the body in a file. Undefined if it is too long. */
async function readFileUpTo(path: string | null): Promise<string | undefined> {
  if (!path) return "";
  const { readFile, stat } = await import("node:fs/promises");
  return (await stat(path)).size > MAX_RESPONSE_CHARS ? undefined : readFile(path, "utf8");
}

/** What a workspace adds to every request, even to another server. Any of them can contain a secret. */
const CREDENTIALS = ["Authorization", "Cookie", "Proxy-Authorization"];

/** Inherited headers that contain no secret, and that some servers require. */
const HARMLESS = ["user-agent"];

/** A template tag in a name would be rendered, and no server expects one. */
const isPlainName = (name: string): boolean => !name.includes("${[");

function toYaakRequest(
  { method, url, headers, body }: HttpRequest,
  inherited: readonly string[],
): SentRequest {
  const off = { enabled: true, value: false };
  const own = new Set([...HARMLESS, ...headers.map(({ name }) => name.toLowerCase())]);
  const unneeded = [...CREDENTIALS, ...inherited].filter((name) => {
    const isUnneeded = isPlainName(name) && !own.has(name.toLowerCase());
    own.add(name.toLowerCase());
    return isUnneeded;
  });
  return {
    method,
    // Yaak would render template tags, but this request contains none.
    url: url.replaceAll("${[", "%24{["),
    // One that is not enabled replaces an inherited one of the same name, and is not sent.
    headers: [...headers, ...unneeded.map((name) => ({ name, value: "", enabled: false }))],
    // Yaak sends a body as is if it does not know the type.
    ...(body === undefined ? {} : { bodyType: "other", body: { text: body.replaceAll("${[", "\\u0024{[") } }),
    // Without "none", the request would inherit the authentication that is being created here.
    authenticationType: "none",
    settingFollowRedirects: off,
    settingSendCookies: off,
    settingStoreCookies: off,
  };
}

const isElsewhere = (asked: string, ended: string): boolean =>
  parseUrl(ended) !== undefined && parseUrl(ended)?.href !== parseUrl(asked)?.href;
