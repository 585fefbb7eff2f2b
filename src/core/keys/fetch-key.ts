import { JwtAuthError } from "../lib/errors";
import { describeText, isWebUrl, MAX_RESPONSE_CHARS, type Send, shownUrl } from "../lib/http";
import { parseJson } from "../lib/json";
import { member } from "./jwk";
import { VERIFICATION_KEY } from "./public-jwk";

const REMEDY = "Check the URL, or paste the key itself";

export const isUrl = (text: string): boolean => /^\s*https?:/i.test(text);

/**
 * Fetches a public key, certificate or JWK set; where an OpenID discovery document answers, the set that it names.
 *
 * @throws JwtAuthError that says what came instead
 */
export async function fetchKey(send: Send, url: string): Promise<string> {
  if (!isWebUrl(url))
    throw notFetched("this is not a URL that can be fetched. Type one that begins with https://");
  const text = await fetchText(send, url);
  const jwksUri = jwksUriOf(text);
  if (jwksUri === undefined) return text;
  if (!isWebUrl(jwksUri))
    throw notFetched(
      "this discovery document names no web address of its keys (jwks_uri). Paste the key itself",
    );
  return fetchText(send, jwksUri);
}

/** Where an OpenID discovery document (OpenID Connect Discovery 1.0 section 3) has its keys; undefined for other text. */
function jwksUriOf(text: string): string | undefined {
  try {
    const document = parseJson(VERIFICATION_KEY, text);
    return document instanceof Map ? member(document, "jwks_uri") : undefined;
  } catch {
    return undefined;
  }
}

const notFetched = (problem: string, cause?: unknown) =>
  new JwtAuthError(VERIFICATION_KEY, `${problem}.`, { cause });

async function fetchText(send: Send, url: string): Promise<string> {
  const shown = shownUrl(url);
  const { status, text } = await send({ method: "GET", url, headers: [], followsRedirects: true }).catch(
    (cause) => {
      throw notFetched(`${shown} ${cause.message}. ${REMEDY}`, cause);
    },
  );
  if (status < 200 || status > 299) throw notFetched(`${shown} answered with status ${status}. ${REMEDY}`);
  if (text.length > MAX_RESPONSE_CHARS)
    throw notFetched(`${shown} answered with more than 1 MiB, so it is no key. ${REMEDY}`);
  if (text.trim() === "" || text.trimStart().startsWith("<")) {
    throw notFetched(
      `${shown} answered with ${describeText(text)} and no key. Take the URL of a JWK set, or an OpenID discovery URL, which ends in /.well-known/openid-configuration`,
    );
  }
  return text;
}
