import { shorten } from "./words";

/** A header of a request or response. */
export interface Header {
  name: string;
  value: string;
}

/** A request that the plugin sends itself. */
export interface HttpRequest {
  method: "GET" | "POST";
  url: string;
  headers: Header[];
  body?: string;
  /** Whether redirects are followed. */
  followsRedirects: boolean;
}

/** Maximum length of a URL in a message. */
const MAX_URL_CHARS = 80;

/** Maximum length of a response. */
export const MAX_RESPONSE_CHARS = 1024 * 1024;

export interface HttpResponse {
  status: number;
  headers: Header[];
  /** Undefined if it is over 1 MiB, longer than any key or token. */
  text: string | undefined;
  /** The URL that responded, if it is known. With redirects, it differs from the one that was asked. */
  url?: string;
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

/** Whether a request can be sent to this URL. */
export const isWebUrl = (url: string): boolean => /^https?:/i.test(url) && URL.canParse(url);

/** Whether others can read and change what is sent to a URL. Requests to this computer never cross a network. */
export function isPlainHttp(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return protocol === "http:" && !/^(?:localhost|127\.[\d.]+|\[::1\])$/.test(hostname);
}

/** The part of a URL that can be shown. Its query may contain secrets. */
export function shownUrl(url: string): string {
  const { origin, pathname } = new URL(url);
  return origin + pathname;
}

/** The part of a redirect's target that can be shown. "" if it is not on the web, or longer than any URL. */
export function urlIn(location: string, base: string): string {
  const isUrl = location !== "" && location.length <= MAX_LOCATION_CHARS && URL.canParse(location, base);
  if (!isUrl) return "";
  const { href } = new URL(location, base);
  return isWebUrl(href) ? shownUrl(href) : "";
}

/** Browsers and servers allow about as much. */
const MAX_LOCATION_CHARS = 8 * 1024;

/** A server as the subject of a sentence. */
export const serverAt = (url: string): string => `The server at ${shorten(shownUrl(url), MAX_URL_CHARS)}`;

/** Describes an unexpected response. */
export function describeText(text: string): string {
  if (text.trim() === "") return "an empty response";
  return text.trimStart().startsWith("<") ? "a web page" : "text";
}
