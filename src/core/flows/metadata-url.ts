import { parseUrl } from "../lib/http";

/** The path of a server's metadata: OpenID Connect Discovery 1.0 section 4, and RFC 8414 section 3. */
const WELL_KNOWN = /\/\.well-known\/(?:openid-configuration|oauth-authorization-server)(?=\/|$)/;

/** Where a server's metadata is, and whose it has to be. */
export interface MetadataUrl {
  url: string;
  issuer: string;
}

/** The parts of a URL from which both names of a server are made. Its query and fragment are in neither. */
function withPath(url: string, change: (path: string) => string): string {
  const { origin, pathname } = new URL(url);
  return origin + change(pathname.replace(/\/$/, ""));
}

/** A discovery URL, with the issuer that is inserted into its path (RFC 8414 section 3.1) or precedes it. Undefined for other URLs. */
export function readMetadataUrl(url: string): MetadataUrl | undefined {
  if (!WELL_KNOWN.test(parseUrl(url)?.pathname ?? "")) return undefined;
  return { url, issuer: withPath(url, (path) => path.replace(WELL_KNOWN, "")) };
}

/** Where the metadata of an issuer can be. */
export const metadataUrlsOf = (issuer: string): MetadataUrl[] =>
  [
    withPath(issuer, (path) => `${path}/.well-known/openid-configuration`),
    withPath(issuer, (path) => `/.well-known/oauth-authorization-server${path}`),
  ].map((url) => ({ url, issuer }));

/**
 * Whether a URL can be an issuer (RFC 8414 section 2). `likely` without a path, because no token endpoint is there, and not if it
 * is named like one.
 */
export function canBeIssuer(url: string): false | "maybe" | "likely" {
  const { search = "?", pathname = "" } = parseUrl(url) ?? {};
  if (search !== "" || /token[^/]*\/?$/i.test(pathname)) return false;
  return pathname === "/" ? "likely" : "maybe";
}

/** Whether two URLs are of the same issuer. A slash at the end makes no other one, because both have the same metadata. */
export function isSameIssuer(a: string, b: string): boolean {
  const [first, second] = [a, b].map((issuer) => {
    const { href, search, hash } = parseUrl(issuer) ?? {};
    return search === "" && hash === "" ? href?.replace(/\/$/, "") : undefined;
  });
  return first !== undefined && first === second;
}
