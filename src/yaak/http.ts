import type { HttpRequest, HttpResponse } from "../core";
import { sendHttp } from "../node/http";
import type { SentRequest, YaakContext } from "./host";

type SendContext = Pick<YaakContext, "httpRequest">;

/**
 * Sends a request through Yaak, or with Node if Yaak does not send requests for plugins.
 *
 * @throws NoResponse if there is no response
 */
export const send = (ctx: SendContext, request: HttpRequest): Promise<HttpResponse> =>
  sendHttp(request, () => sendThroughApp(ctx, request));

/** Undefined if Yaak does not send requests for plugins. Some versions resolve to undefined, others reject and say so. */
async function sendThroughApp(ctx: SendContext, request: HttpRequest): Promise<HttpResponse | undefined> {
  const result = await ctx.httpRequest.send({ httpRequest: toYaakRequest(request) }).catch((error) => {
    if (/^Unsupported plugin request/.test(error?.message)) return undefined;
    throw error;
  });
  if (!result) return undefined;
  const [response, body] = "httpResponse" in result ? [result.httpResponse, result.body] : [result];
  if (response.error) throw new Error(response.error);
  const { status, url, bodyPath } = response;
  const headers = response.headers ?? [];
  // Versions without the redirect setting have followed the redirect, and report the final URL.
  if (!request.followsRedirects && url !== undefined && isElsewhere(request.url, url))
    return { status: 302, headers: [{ name: "Location", value: url }], text: "" };
  if (body) return { status, headers, text: await body.text() };
  const { readFile } = await import("node:fs/promises");
  return { status, headers, text: bodyPath ? await readFile(bodyPath, "utf8") : "" };
}

function toYaakRequest({ method, url, headers, body, followsRedirects }: HttpRequest): SentRequest {
  return {
    method,
    // Yaak would render template tags, but this request contains none.
    url: url.replaceAll("${[", "%24{["),
    headers,
    // Yaak sends a body as is if it does not know the type.
    ...(body === undefined ? {} : { bodyType: "other", body: { text: body.replaceAll("${[", "\\u0024{[") } }),
    // Without "none", the request would inherit the authentication that is being created here.
    authenticationType: "none",
    ...(followsRedirects ? {} : { settingFollowRedirects: { enabled: true, value: false } }),
  };
}

const isElsewhere = (asked: string, ended: string): boolean =>
  URL.canParse(ended) && new URL(ended).href !== new URL(asked).href;
