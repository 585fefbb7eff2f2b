import { shorten } from "./words";

/** A header of a request or a response. */
export interface Header {
  name: string;
  value: string;
}

/** A request that the plugin itself sends. */
export interface HttpRequest {
  method: "GET" | "POST";
  url: string;
  headers: Header[];
  body?: string;
  /** Whether it goes on to where a redirect leads. */
  followsRedirects: boolean;
}

/** A longer URL is cut in a message. */
const MAX_URL_CHARS = 80;

/** No key and no token is longer. */
export const MAX_RESPONSE_CHARS = 1024 * 1024;

export interface HttpResponse {
  status: number;
  headers: Header[];
  text: string;
}

/** Sends a request. Rejects with {@link NoResponse} if nothing comes back. */
export type Send = (request: HttpRequest) => Promise<HttpResponse>;

/** Why there is no response, as an end of the sentence that begins with the URL. */
export class NoResponse extends Error {
  constructor(
    message: string,
    /** What to do, where that is not to check URL and server. */
    readonly remedy?: string,
  ) {
    super(message);
  }
}

/** The value of the first header of this name (RFC 9110 section 5.1: in any case); undefined for none. */
export const headerOf = (headers: readonly Header[], name: string): string | undefined =>
  headers.find((header) => header.name.toLowerCase() === name.toLowerCase())?.value;

/** Whether a request can go to this URL. */
export const isWebUrl = (url: string): boolean => /^https?:/i.test(url) && URL.canParse(url);

/** As much of a URL as may be shown: what stands in a query may be secret. */
export function shownUrl(url: string): string {
  const { origin, pathname } = new URL(url);
  return origin + pathname;
}

/** A server as the subject of a sentence. */
export const serverAt = (url: string): string => `The server at ${shorten(shownUrl(url), MAX_URL_CHARS)}`;

/** What is found instead of what was asked for, in words. */
export function describeText(text: string): string {
  if (text.trim() === "") return "an empty response";
  return text.trimStart().startsWith("<") ? "a web page" : "text";
}
