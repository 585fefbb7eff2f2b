import { sha256 } from "../lib/node-crypto";

/**
 * Atlassian's query string hash (https://developer.atlassian.com/cloud/bitbucket/query-string-hash/): the SHA-256, in hex,
 * of `METHOD&path&query` in a canonical form that proxies do not change.
 */
export function queryStringHash(method: string, url: URL): string {
  const canonical = [method.toUpperCase(), canonicalPath(url), canonicalQuery(url.searchParams)].join("&");
  return sha256(canonical, "hex");
}

/** The path below the product's base URL, which ends with /wiki for Confluence Cloud. */
function canonicalPath({ hostname, pathname }: URL): string {
  const isCloud = hostname.endsWith(".atlassian.net");
  const path = isCloud ? pathname.replace(/^\/wiki(?=\/|$)/, "") : pathname;
  return path.replaceAll("&", "%26").replace(/\/$/, "") || "/";
}

/** The parameters sorted by name, without the token's own. Values with the same name are joined by commas. */
function canonicalQuery(query: URLSearchParams): string {
  const values = new Map<string, string[]>();
  for (const [name, value] of query) {
    const known = values.get(name);
    if (known) known.push(value);
    else if (name !== "jwt") values.set(name, [value]);
  }
  const names = [...values.keys()].sort();
  return names
    .map((name) => `${encode(name)}=${(values.get(name) ?? []).sort().map(encode).join(",")}`)
    .join("&");
}

/** Percent-encodes everything but the unreserved characters of RFC 3986 section 2.3. */
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
