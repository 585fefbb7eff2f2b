import { parseUrl, shorten } from "../core";

const MAX_URL_CHARS = 160;

/** A URL without what can be secret: username, password, and query. */
export function shownUrl(url: string): string {
  const parsed = /^https?:/i.test(url) ? parseUrl(url) : undefined;
  const [address = ""] = url.split(/[?#]/);
  return shorten(parsed ? parsed.origin + parsed.pathname : address.replace(/^[^/]*@/, ""), MAX_URL_CHARS);
}
