import { JwtAuthError } from "../errors";
import { isWebUrl } from "../http";
import type { Expansion } from "../references";

/**
 * The URL that a token is requested from.
 *
 * @throws JwtAuthError if no request can go there
 */
export function tokenUrlOf(expansion: Expansion): string {
  const text = expansion.field("tokenUrl") ?? "";
  const fail = (problem: string) => new JwtAuthError("invalid-value", "tokenUrl", `${problem}.`);
  if (!isWebUrl(text))
    throw fail("this is not a URL that a request can go to. Type one that begins with https://");
  const url = new URL(text);
  if (url.username || url.password)
    throw fail(
      "this has a user name or password in it. Type the URL alone, and them as client ID and secret",
    );
  url.hash = "";
  return url.href;
}
