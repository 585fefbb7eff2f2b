import type { HttpRequest } from "@yaakapp/api";
import type { RequestInfo } from "../core";
import { UNAVAILABLE_BODY } from "./body";
import type { YaakContext } from "./host";

/**
 * The request shown in Yaak, as it would be sent. Null if Yaak does not provide it.
 *
 * @param purpose what its template functions are told: for a preview, they ask nothing and request nothing
 */
export async function shownRequest(
  ctx: YaakContext,
  purpose: "send" | "preview" = "send",
): Promise<RequestInfo | null> {
  // Some versions reject and others resolve to undefined, such as for a window without a request.
  const rendered = await renderShown(ctx, purpose).catch(() => undefined);
  return rendered ? toRequestInfo(rendered) : null;
}

/** A rendered request, as this plugin describes it. */
export function toRequestInfo({ method, url, urlParameters = [], bodyType }: HttpRequest): RequestInfo {
  const parameters = urlParameters.filter(({ enabled = true, name }) => enabled && name);
  return { method, url: withParameters(url, parameters), body: bodyType ? UNAVAILABLE_BODY : "" };
}

async function renderShown(
  ctx: YaakContext,
  purpose: "send" | "preview",
): Promise<HttpRequest | null | undefined> {
  const httpRequest = await findShown(ctx);
  return httpRequest && ctx.httpRequest.render({ httpRequest, purpose });
}

/** The HTTP request shown in Yaak, with its template tags. Undefined or null if there is none. */
export async function findShown(ctx: YaakContext): Promise<HttpRequest | null | undefined> {
  const id = await ctx.window?.requestId?.();
  return id ? ctx.httpRequest.getById({ id }) : undefined;
}

/** Without the fragment, which is not sent. A parameter whose name starts with a colon replaces a part of the path. All others are added to the query. */
function withParameters(url: string, parameters: { name: string; value: string }[]): string {
  const [whole = ""] = url.split("#");
  const [address = "", query = ""] = whole.split(/\?(.*)/s);
  const inPath = new Map(parameters.map(({ name, value }) => [name, encodeURIComponent(value)]));
  const path = address.split("/").map((part) => (part.startsWith(":") && inPath.get(part)) || part);
  const pairs = parameters
    .filter(({ name }) => !name.startsWith(":"))
    .map(({ name, value }) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`);
  const search = [query, ...pairs].filter(Boolean).join("&");
  return search ? `${path.join("/")}?${search}` : path.join("/");
}
