import type { Header } from "./placement";

/** A request that the plugin itself sends. */
export interface HttpRequest {
  method: "GET" | "POST";
  url: string;
  headers: Header[];
  body?: string;
  /** Whether it goes on to where a redirect leads. */
  followsRedirects: boolean;
}

export interface HttpAnswer {
  status: number;
  /** Where a redirect leads; undefined for none. */
  location?: string;
  text: string;
}

/** Why there is no answer, as an end of the sentence that begins with the URL. */
export class NoAnswer extends Error {
  constructor(
    message: string,
    /** What to do, where that is not to check URL and server. */
    readonly remedy?: string,
  ) {
    super(message);
  }
}

/** Whether a request can go to this URL. */
export const isWebUrl = (url: string): boolean => /^https?:/i.test(url) && URL.canParse(url);

/** As much of a URL as may be shown: what stands in a query may be secret. */
export function shownUrl(url: string): string {
  const { origin, pathname } = new URL(url);
  return origin + pathname;
}

/** What is found instead of what was asked for, in words. */
export function describeText(text: string): string {
  if (text.trim() === "") return "nothing";
  return text.trimStart().startsWith("<") ? "a web page" : "text";
}
