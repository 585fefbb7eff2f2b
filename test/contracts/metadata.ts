import type { IncomingMessage, ServerResponse } from "node:http";

/** What a server has where its metadata would be (RFC 8414 section 3, OpenID Connect Discovery 1.0 section 4). */
export interface Metadata {
  /** Where it is; by default, at the place of OpenID Connect. */
  at?: "openid" | "oauth";
  /** Whether the issuer is the whole server, and not only a path of it. */
  isOfOrigin?: true;
  status?: number;
  headers?: Record<string, string>;
  /** Replaces `issuer` and `token_endpoint`, or all of it if it is text. */
  body?: object | string;
}

const PLACES = {
  openid: (issuer: string) => `${issuer}/.well-known/openid-configuration`,
  oauth: (issuer: string) => {
    const { origin, pathname } = new URL(issuer);
    return `${origin}/.well-known/oauth-authorization-server${pathname}`;
  },
};

/** The URL of the metadata of an issuer without a slash at the end. */
export const metadataUrl = (issuer: string, { at = "openid" }: Metadata = {}): string => PLACES[at](issuer);

/**
 * Responds to a request for metadata.
 *
 * @param servers by issuer
 * @returns whether it was one
 */
export function serveMetadata(
  { method }: IncomingMessage,
  response: ServerResponse,
  url: string,
  servers: ReadonlyMap<string, Metadata>,
): boolean {
  const found = [...servers].find(([issuer, metadata]) => metadataUrl(issuer, metadata) === url);
  if (!found || method !== "GET") return false;
  const [issuer, { status = 200, headers = {}, body = {} }] = found;
  const usual = { issuer, token_endpoint: `${issuer}/token` };
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(typeof body === "string" ? body : JSON.stringify({ ...usual, ...body }));
  return true;
}
