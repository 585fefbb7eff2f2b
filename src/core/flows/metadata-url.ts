import { parseUrl } from "../lib/http";

/** The path of a server's metadata: OpenID Connect Discovery 1.0 section 4, and RFC 8414 section 3. */
const WELL_KNOWN = /\/\.well-known\/(?:openid-configuration|oauth-authorization-server)(?=\/|$)/;

/** Where a server's metadata is, and whose it has to be. */
export interface MetadataUrl {
  url: string;
  issuer: string;
}

const pathOf = (url: string): string => (parseUrl(url)?.pathname ?? "").replace(/\/$/, "");

/** A discovery URL, in which the issuer's path comes first, or last (RFC 8414 section 3.1). Undefined for other URLs. */
export function readMetadataUrl(url: string): MetadataUrl | undefined {
  const [before = "", after = "", ...others] = pathOf(url).split(WELL_KNOWN);
  if (!WELL_KNOWN.test(pathOf(url)) || others.length > 0 || (before && after)) return undefined;
  return { url, issuer: new URL(url).origin + before + after };
}

/** Whether a URL is of a document about a server, even if it is not one that is read here. */
export const isWellKnown = (url: string): boolean => pathOf(url).includes("/.well-known/");

/** Where the metadata of an issuer can be. */
export function metadataUrlsOf(url: string): MetadataUrl[] {
  const [{ origin }, path] = [new URL(url), pathOf(url)];
  return [
    `${origin}${path}/.well-known/openid-configuration`,
    `${origin}/.well-known/oauth-authorization-server${path}`,
  ].map((place) => ({ url: place, issuer: origin + path }));
}

/** Whether a URL can be an issuer (RFC 8414 section 2), and is not named like a token endpoint. */
export function canBeIssuer(url: string): boolean {
  const name = pathOf(url).split("/").at(-1) ?? "";
  return parseUrl(url)?.search === "" && !name.toLowerCase().includes("token");
}

/** Whether metadata is of the issuer that was asked (RFC 8414 section 3.3). A slash at the end makes no other one: both have the same metadata. */
export const isIssuer = (named: string, asked: string): boolean => named === asked || named === `${asked}/`;
