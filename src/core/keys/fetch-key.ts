import {
  describeText,
  isPlainHttp,
  isWebUrl,
  NoResponse,
  redirectOf,
  type Send,
  serverAt,
} from "../lib/http";
import { parseJson } from "../lib/json";
import { member } from "./jwk-members";
import { refuse, VERIFICATION_KEY } from "./public-jwk";

const REMEDY = "Check the URL, or paste the key itself";

export const isUrl = (text: string): boolean => /^\s*https?:/i.test(text);

/** What a URL returned, which is not trusted with secrets. */
export interface FetchedKey {
  text: string;
  /** Whether others on the network could have replaced it. */
  isInsecure: boolean;
}

/**
 * Fetches a public key, certificate, or JWK set. If the URL returns an OpenID discovery document, fetches its JWK set.
 *
 * @throws JwtAuthError that describes what was returned instead
 */
export async function fetchKey(send: Send, url: string): Promise<FetchedKey> {
  if (!isWebUrl(url)) throw refuse("Invalid URL. Enter one that starts with https://");
  const first = await fetchText(send, url);
  const jwksUri = jwksUriOf(first.text);
  if (jwksUri === undefined) return first;
  if (!isWebUrl(jwksUri)) throw refuse("The discovery document has no valid jwks_uri. Paste the key itself");
  const { text, isInsecure } = await fetchText(send, jwksUri);
  return { text, isInsecure: isInsecure || first.isInsecure };
}

/** The `jwks_uri` of an OpenID discovery document (OpenID Connect Discovery 1.0 section 3). Undefined for other text. */
function jwksUriOf(text: string): string | undefined {
  try {
    const document = parseJson(VERIFICATION_KEY, text);
    return document instanceof Map ? member(document, "jwks_uri") : undefined;
  } catch {
    return undefined;
  }
}

/** As many as browsers and other clients follow at least. */
const MAX_REDIRECTS = 5;

/** Follows redirects itself, because each of them could lead over a connection that is not secure. */
async function fetchText(send: Send, url: string, redirects = 0): Promise<FetchedKey> {
  const server = serverAt(url);
  const response = await send({ method: "GET", url, headers: [] }).catch((cause) => {
    throw cause instanceof NoResponse ? refuse(`${server} ${cause.message}. ${REMEDY}`, cause) : cause;
  });
  const { status, text } = response;
  const target = redirectOf(response, url);
  if (target && redirects < MAX_REDIRECTS) {
    const followed = await fetchText(send, target.href, redirects + 1);
    return { text: followed.text, isInsecure: followed.isInsecure || isPlainHttp(url) };
  }
  if (status < 200 || status > 299) throw refuse(`${server} returned status ${status}. ${REMEDY}`);
  if (text === undefined) throw refuse(`${server} returned more than 1 MiB, too large for a key. ${REMEDY}`);
  if (text.trim() === "" || text.trimStart().startsWith("<")) {
    throw refuse(
      `${server} returned ${describeText(text)} instead of a key. Use the URL of a JWK set, or an OpenID discovery URL ending in /.well-known/openid-configuration`,
    );
  }
  return { text, isInsecure: isPlainHttp(url) };
}
