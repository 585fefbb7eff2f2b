import type { HttpRequest as YaakRequest } from "@yaakapp/api";
import { type HttpRequest, type HttpResponse, isWebUrl, JwtAuthError, type Placed, parseUrl } from "../core";
import { sendHttp } from "../node/http";
import type { SentRequest, YaakContext } from "./host";
import { ALONE, sendThroughApp } from "./http";
import { toYaakResponse } from "./placement";
import { toRequestInfo } from "./shown-request";

/** What can contain template tags. */
type Part = "url" | "urlParameters" | "headers" | "body";
const PARTS: Part[] = ["url", "urlParameters", "headers", "body"];

const fail = (label: string, problem: string) => new JwtAuthError(undefined, problem, { label });

/**
 * A request that can be sent again and again, to the URL that the user sees.
 *
 * @param rendered with its variables replaced
 * @throws JwtAuthError if it cannot be sent, or not as it is
 */
export function toTestable(rendered: YaakRequest): YaakRequest {
  const { method, url, urlParameters, headers, body } = rendered;
  // Some versions leave out what is empty.
  const request = {
    ...rendered,
    method: method || "GET",
    url: withScheme((url ?? "").trim()),
    urlParameters: urlParameters ?? [],
    headers: headers ?? [],
    body: body ?? {},
  };
  if (!isWebUrl(toRequestInfo(request).url)) throw fail("URL", "Incomplete. Enter the whole URL.");
  // Yaak would replace tags in these values, which can come from someone else.
  if (PARTS.some((part) => JSON.stringify(request[part] ?? "").includes("${[")))
    throw fail(
      "Request",
      "Contains ${[ after Yaak replaced its variables. Remove it, or give the variable a value.",
    );
  return request;
}

/** As Yaak adds it: most hosts have http:// by default. */
function withScheme(url: string): string {
  if (/^[a-z][a-z\d+.-]*:\/\//i.test(url)) return url;
  const { hostname = "" } = parseUrl(`http://${url}`) ?? {};
  return `${/\.(?:app|dev|page)$/i.test(hostname) ? "https" : "http"}://${url}`;
}

/**
 * Sends a request once, through Yaak or else with Node: as it is, except for its token.
 *
 * @throws NoResponse if there is no response
 * @throws JwtAuthError if the token would not arrive, or if Yaak sent it somewhere else
 */
export async function sendTested(
  ctx: Pick<YaakContext, "httpRequest">,
  request: YaakRequest,
  { usual, placed, needsText }: TestedToken,
): Promise<HttpResponse> {
  const bare = withoutToken(request, usual);
  const httpRequest = placed ? await withToken(bare, request, placed) : bare;
  const asked = toRequestInfo(request).url;
  const response = await sendHttp(
    () => sendThroughApp(ctx, httpRequest, needsText),
    () => ({ ...toHttpRequest(httpRequest), needsText }),
  );
  if (response.url !== undefined && isOtherPage(asked, response.url))
    throw fail(
      "Yaak",
      "This version followed a redirect, so the test stopped. Update Yaak, or use the final URL.",
    );
  return response;
}

type Place = Pick<Placed, "kind" | "name">;

interface TestedToken {
  /** Where the form's tokens go. */
  usual: Place;
  /** Undefined for no token. */
  placed?: Placed;
  /** Whether the text of the response matters. */
  needsText: boolean;
}

type Sent = YaakRequest & SentRequest;

/**
 * The request alone, also without the headers that a preset sends along with a token. A header that is not enabled replaces an
 * inherited one of the same name, and is not sent.
 */
function withoutToken(request: YaakRequest, { kind, name }: Place): Sent {
  // Without an ID, Yaak adds no response to the request's history, which is short.
  const alone: Sent = { ...request, id: "", authenticationType: "none", authentication: {}, ...ALONE };
  if (kind !== "header") return alone;
  const headers = request.headers.filter((header) => !isSameName(header.name, name));
  return { ...alone, headers: [...headers, { name, value: "", enabled: false }] };
}

async function withToken(bare: Sent, request: YaakRequest, placed: Placed): Promise<Sent> {
  const headers = request.headers.filter(({ enabled = true }) => enabled);
  const { url } = toRequestInfo(request);
  const target = { transport: async () => "http" as const, url, headers, isNewer: true };
  const { setHeaders = [], setQueryParameters = [] } = await toYaakResponse(placed, target);
  const cookies = headers.filter(({ name }) => isSameName(name, "Cookie"));
  const added = setHeaders.map((header) =>
    // Yaak adds it to the request's own, which the response does not repeat.
    isSameName(header.name, "Cookie") ? { ...header, value: joinCookies([...cookies, header]) } : header,
  );
  const isKept = ({ name }: { name: string }) => !added.some((other) => isSameName(name, other.name));
  return {
    ...bare,
    headers: [...bare.headers.filter(isKept), ...added.map(enable)],
    urlParameters: [...bare.urlParameters, ...setQueryParameters.map(enable)],
  };
}

const joinCookies = (headers: { value: string }[]): string => headers.map(({ value }) => value).join("; ");

const enable = <T>(named: T) => ({ ...named, enabled: true });

const isSameName = (name: string, other: string): boolean => name.toLowerCase() === other.toLowerCase();

/** Bodies that Yaak puts together itself. */
const NOT_TEXT = /form|multipart|binary|graphql/;

/** @throws JwtAuthError for a body that only Yaak can send */
function toHttpRequest({ method, url, urlParameters, headers, bodyType, body }: Sent): HttpRequest {
  if (bodyType && (typeof body.text !== "string" || NOT_TEXT.test(bodyType)))
    throw fail("Body", "This version of Yaak can't send this kind of body for plugins. Update Yaak.");
  return {
    method,
    url: toRequestInfo({ url, urlParameters } as YaakRequest).url,
    headers: headers.filter(({ enabled = true, name }) => enabled && name),
    body: bodyType && !/^(?:GET|HEAD)$/i.test(method) ? String(body.text) : undefined,
  };
}

/** Queries are not compared, because Yaak encodes them in its own way. */
function isOtherPage(asked: string, ended: string): boolean {
  const [from, to] = [parseUrl(asked), parseUrl(ended)];
  return to !== undefined && (from?.origin !== to.origin || pathOf(from) !== pathOf(to));
}

function pathOf({ pathname }: URL): string {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return pathname;
  }
}
