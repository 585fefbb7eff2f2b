import type { HttpRequest, HttpResponse } from "../core";
import { sendHttp } from "../node/http";
import type { SentRequest, YaakContext } from "./host";

type SendContext = Pick<YaakContext, "httpRequest">;

/**
 * Sends a request through the app, or by Node's own means where the app sends nothing for plugins.
 *
 * @throws NoResponse if nothing comes back
 */
export const send = (ctx: SendContext, request: HttpRequest): Promise<HttpResponse> =>
  sendHttp(request, () => sendThroughApp(ctx, request));

/** Undefined where the app sends nothing for plugins: some come to nothing, and some say so. */
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
  // Apps that cannot be told to stay have gone on, and say where they ended.
  if (!request.followsRedirects && url !== undefined && isElsewhere(request.url, url))
    return { status: 302, headers: [{ name: "Location", value: url }], text: "" };
  if (body) return { status, headers, text: await body.text() };
  const { readFile } = await import("node:fs/promises");
  return { status, headers, text: bodyPath ? await readFile(bodyPath, "utf8") : "" };
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

const isElsewhere = (asked: string, ended: string): boolean =>
  URL.canParse(ended) && new URL(ended).href !== new URL(asked).href;
