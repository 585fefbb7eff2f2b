import { shorten } from "./words";

/** A header of a request or response. */
export interface Header {
  name: string;
  value: string;
}

/** A request that the plugin sends itself. Redirects are not followed. */
export interface HttpRequest {
  method: string;
  url: string;
  headers: Header[];
  body?: string;
  /** False if only the status of the response matters, so that its text is not read. */
  needsText?: boolean;
}

/** Maximum length of a URL in a message. */
const MAX_URL_CHARS = 80;

/** Maximum length of a response. */
export const MAX_RESPONSE_CHARS = 1024 * 1024;

export interface HttpResponse {
  status: number;
  /** Where it is from, if the host says so: another URL than that of the request after a redirect. */
  url?: string;
  headers: Header[];
  /** Undefined if it is over 1 MiB, longer than any key or token. */
  text: string | undefined;
}

/** Sends a request. Rejects with {@link NoResponse} if there is no response. */
export type Send = (request: HttpRequest) => Promise<HttpResponse>;

/** Why there is no response, as the end of a sentence that starts with the URL. */
export class NoResponse extends Error {
  constructor(
    message: string,
    /** What to do, unless it is to check the URL and the server. */
    readonly remedy?: string,
  ) {
    super(message);
  }
}

/** The value of the first header with this name, in any case (RFC 9110 section 5.1). Undefined if it is missing. */
export const headerOf = (headers: readonly Header[], name: string): string | undefined =>
  headers.find((header) => header.name.toLowerCase() === name.toLowerCase())?.value;

/** No host is longer (RFC 1035 section 2.3.4), and one of 100,000 characters takes minutes to parse. */
const MAX_HOST_CHARS = 1000;

/** Parses a URL. Undefined if it is not one, or if no host has such a long name. */
export function parseUrl(text: string, base?: string): URL | undefined {
  // What the parser ignores must not hide where the host is.
  const plain = text.replace(/^[\0- ]+/, "").replace(/[\t\r\n]+/g, "");
  // Without a scheme, only two slashes start a host.
  const [, authority = ""] = /^(?:[a-z][a-z\d+.-]*:[/\\]*|[/\\]{2,})([^/\\?#]*)/i.exec(plain) ?? [];
  const host = authority.slice(authority.lastIndexOf("@") + 1);
  return host.length <= MAX_HOST_CHARS && URL.canParse(plain, base) ? new URL(plain, base) : undefined;
}

/** Whether a request can be sent to this URL. */
export const isWebUrl = (url: string): boolean => /^https?:/i.test(url) && parseUrl(url) !== undefined;

/** Whether others can read and change what is sent to a URL. Requests to this computer never cross a network. */
export function isPlainHttp(url: string): boolean {
  const { protocol, hostname = "" } = parseUrl(url) ?? {};
  return protocol === "http:" && !isLoopback(hostname);
}

/** Whether a hostname is of this computer. */
export const isLoopback = (hostname: string): boolean => /^(?:localhost|127\.[\d.]+|\[::1\])$/.test(hostname);

/** The part of a URL that can be shown. Its query may contain secrets. */
export function shownUrl(url: string): string {
  const { origin, pathname } = new URL(url);
  return origin + pathname;
}

/** Where a response redirects to. Undefined if it does not, or not to the web, or if no URL is as long. */
export function redirectOf({ status, headers }: HttpResponse, url: string): URL | undefined {
  const location = headerOf(headers, "location") ?? "";
  if (!isRedirect(status) || location === "" || location.length > MAX_LOCATION_CHARS) return undefined;
  const target = parseUrl(location, url);
  return target && isWebUrl(target.href) ? target : undefined;
}

export const isRedirect = (status: number): boolean => status >= 300 && status < 400;

/** Browsers and servers allow about as much. */
const MAX_LOCATION_CHARS = 8 * 1024;

/** A server as the subject of a sentence. */
export const serverAt = (url: string): string => `The server at ${shorten(shownUrl(url), MAX_URL_CHARS)}`;

/** Describes an unexpected response. */
export function describeText(text: string): string {
  if (text.trim() === "") return "an empty response";
  return text.trimStart().startsWith("<") ? "a web page" : "text";
}
