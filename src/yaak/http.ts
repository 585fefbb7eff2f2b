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
): Promise<HttpResponse> =>
  sendHttp(
    async () => {
      const httpRequest = toYaakRequest(request, inherited);
      const response = await sendThroughApp(ctx, httpRequest);
      const { url = "" } = response ?? {};
      // Versions without the redirect setting have followed the redirect.
      if (!isElsewhere(httpRequest.url ?? "", url)) return response;
      return { status: 302, headers: [{ name: "Location", value: url }], text: "" };
    },
    () => request,
  );

/**
 * Sends a request as Yaak describes it.
 *
 * @param needsText whether the text of the response matters. Otherwise, it is "", and a body that breaks off is fine
 * @returns undefined if Yaak does not send requests for plugins: some versions resolve to undefined, others reject and say so
 */
export async function sendThroughApp(
  ctx: SendContext,
  httpRequest: SentRequest,
  needsText = true,
): Promise<HttpResponse | undefined> {
  const result = await ctx.httpRequest.send({ httpRequest }).catch((error) => {
    if (/^Unsupported plugin request/.test(error?.message)) return undefined;
    throw error;
  });
  if (!result) return undefined;
  const [response, body] = "httpResponse" in result ? [result.httpResponse, result.body] : [result];
  const { status, url, bodyPath, contentLength } = response;
  if (response.error && (needsText || !(status >= 100))) throw new Error(response.error);
  const headers = (response.headers ?? []).filter((header) => typeof header?.name === "string");
  const isTooLong = (contentLength ?? 0) > MAX_RESPONSE_CHARS;
  const text = !needsText
    ? ""
    : isTooLong
      ? undefined
      : body
        ? String(await body.text())
        : await readFileUpTo(bodyPath);
  return {
    status,
    url: typeof url === "string" ? url : undefined,
    headers,
    text: text && text.length > MAX_RESPONSE_CHARS ? undefined : text,
  };
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
    ...ALONE,
  };
}

const OFF = { enabled: true, value: false };

/** Settings for a request that leads to no other, and neither uses nor leaves cookies. */
export const ALONE = {
  settingFollowRedirects: OFF,
  settingSendCookies: OFF,
  settingStoreCookies: OFF,
};

const isElsewhere = (asked: string, ended: string): boolean =>
  parseUrl(ended) !== undefined && parseUrl(ended)?.href !== parseUrl(asked)?.href;
