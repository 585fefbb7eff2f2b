import { jwksUriOf } from "../core/discovery";
import { JwtAuthError } from "../core/errors";
import { describeText, isWebUrl, shownUrl } from "../core/http";
import { VERIFICATION_KEY } from "../core/keys/public-jwk";
import type { YaakContext } from "./host";
import { LARGEST, sendHttp } from "./http";

const REMEDY = "Check the URL, or paste the key itself";

export const isUrl = (text: string): boolean => /^\s*https?:/i.test(text);

/**
 * Fetches a public key, certificate or JWK set; where an OpenID discovery document answers, the set that it names.
 *
 * @throws JwtAuthError that says what came instead, after ten seconds at the latest for each of the two
 */
export async function fetchKey(ctx: YaakContext, url: string): Promise<string> {
  if (!isWebUrl(url))
    throw notFetched("this is not a URL that can be fetched. Type one that begins with https://");
  const text = await fetchText(ctx, url);
  const jwksUri = jwksUriOf(text);
  if (jwksUri === undefined) return text;
  if (!isWebUrl(jwksUri))
    throw notFetched(
      "this discovery document names no web address of its keys (jwks_uri). Paste the key itself",
    );
  return fetchText(ctx, jwksUri);
}

const notFetched = (problem: string, cause?: unknown) =>
  new JwtAuthError("not-fetched", VERIFICATION_KEY, `${problem}.`, { cause });

async function fetchText(ctx: YaakContext, url: string): Promise<string> {
  const shown = shownUrl(url);
  const { status, text } = await sendHttp(ctx, {
    method: "GET",
    url,
    headers: [],
    followsRedirects: true,
  }).catch((cause) => {
    throw notFetched(`${shown} ${cause.message}. ${REMEDY}`, cause);
  });
  if (status < 200 || status > 299) throw notFetched(`${shown} answered with status ${status}. ${REMEDY}`);
  if (text.length > LARGEST)
    throw notFetched(`${shown} answered with more than 1 MiB, so it is no key. ${REMEDY}`);
  if (text.trim() === "" || text.trimStart().startsWith("<")) {
    throw notFetched(
      `${shown} answered with ${describeText(text)} and no key. Take the URL of a JWK set, or an OpenID discovery URL, which ends in /.well-known/openid-configuration`,
    );
  }
  return text;
}
