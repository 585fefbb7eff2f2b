import type { CallHttpAuthenticationResponse, HttpHeader } from "@yaakapp/api";
import { JwtAuthError, type Placed, quote } from "../core";
import type { Transport } from "./transport";

/** The request that gets the token, before it does. */
export interface Target {
  /** Called only if it matters, because Yaak may have to be asked. */
  transport: () => Promise<Transport>;
  url: string;
  headers: HttpHeader[];
  /** Whether Yaak adds to a Cookie header instead of replacing it: from 2026.7. */
  isNewer: boolean;
}

/**
 * What Yaak adds to the request.
 *
 * @throws JwtAuthError if the token would not arrive, or only beside another value of the same name
 */
export async function toYaakResponse(
  placed: Placed,
  target: Target,
): Promise<CallHttpAuthenticationResponse> {
  switch (placed.kind) {
    case "query":
      return { setQueryParameters: await inQuery(placed, target) };
    case "cookie":
      return { setHeaders: await inCookie(placed, target) };
    case "header":
      return { setHeaders: await inHeader(placed, target) };
  }
}

async function inQuery({ name, value }: Placed, { transport, url }: Target): Promise<HttpHeader[]> {
  const kind = await transport();
  if (kind === "grpc" || kind === "raw")
    throw new JwtAuthError(
      "placement",
      "Yaak drops the query parameters of gRPC requests. Choose Request Header.",
    );
  // Servers differ in which of two they use.
  if (queryOf(url).has(name))
    throw new JwtAuthError(
      "queryName",
      `The URL already has the parameter ${quote(name)}. Remove it from the URL.`,
    );
  // Yaak would add the white space to the name.
  if (/^[^?#]*\?\s+(?:#|$)/.test(url))
    throw new JwtAuthError(
      "queryName",
      "The URL has white space after the question mark. Remove it from the URL.",
    );
  return [{ name, value }];
}

async function inHeader(
  { name, value, others, proof }: Placed,
  { transport, url, headers }: Target,
): Promise<HttpHeader[]> {
  const proofs = proof === undefined ? [] : await proofHeaders(proof, { transport, headers });
  if (name.toLowerCase() === "authorization" && hasUser(url))
    throw new JwtAuthError(
      "headerName",
      "Yaak also sends the URL's username and password in this header. Remove them from the URL.",
    );
  const own = named(name, headers);
  const kind = own.length > 0 ? await transport() : "http";
  if (kind === "http" && own.length > 1)
    throw new JwtAuthError(
      "headerName",
      `The request has ${own.length} headers with this name, and Yaak replaces only one. Remove the others.`,
    );
  return [
    ...spell(name, own).map((spelling) => ({ name: spelling, value })),
    ...others.filter((other) => named(other.name, headers).length === 0),
    ...proofs,
  ];
}

/** A proof is for one method and URL, which a plugin does not know of a gRPC call or a WebSocket. */
async function proofHeaders(
  proof: string,
  { transport, headers }: Pick<Target, "transport" | "headers">,
): Promise<HttpHeader[]> {
  if ((await transport()) !== "http")
    throw new JwtAuthError(
      "dpop",
      "DPoP only works with HTTP requests. Give this request its own auth without DPoP.",
    );
  const own = named("DPoP", headers);
  if (own.length > 1)
    throw new JwtAuthError("dpop", `The request has ${own.length} DPoP headers. Remove them.`);
  return [{ name: "DPoP", value: proof }];
}

async function inCookie(
  { name, value }: Placed,
  { transport, headers, isNewer }: Target,
): Promise<HttpHeader[]> {
  const kind = await transport();
  if (kind === "websocket" || kind === "raw")
    throw new JwtAuthError(
      "placement",
      "In WebSocket requests, Yaak's cookie jar replaces the cookie. Choose Request Header or Query Parameter.",
    );
  const own = named("Cookie", headers);
  const isOther = (cookie: string) => cookie.split("=")[0]?.trim() !== name;
  // Older versions replace the first Cookie header, and newer ones none.
  const kept = kind === "http" ? own.slice(isNewer ? 0 : 1).flatMap(cookiesOf) : [];
  if (!kept.every(isOther))
    throw new JwtAuthError(
      "cookieName",
      `The request already has the cookie ${quote(name)}. Remove it from the Cookie header.`,
    );
  const added = `${name}=${value}`;
  if (kind === "http" && isNewer) return [{ name: "Cookie", value: added }];
  const all = [...own.flatMap(cookiesOf).filter(isOther), added].join("; ");
  const spellings = kind === "http" ? ["Cookie"] : spell("Cookie", own);
  return spellings.map((spelling) => ({ name: spelling, value: all }));
}

const cookiesOf = ({ value }: HttpHeader): string[] =>
  value.split(";").flatMap((cookie) => cookie.trim() || []);

const named = (name: string, headers: HttpHeader[]): HttpHeader[] =>
  headers.filter((header) => header.name.toLowerCase() === name.toLowerCase());

/** In gRPC metadata, Yaak keeps every spelling of a name, and sends the last one of them. Elsewhere, case does not matter. */
function spell(name: string, own: HttpHeader[]): string[] {
  const spellings = new Set(own.map((header) => header.name));
  return spellings.size > 0 ? [...spellings] : [name];
}

/** The parameters of a URL, even if it has no scheme, or a host that takes too long to parse. */
const queryOf = (url: string): URLSearchParams =>
  new URLSearchParams(/^[^?#]*\?([^#]*)/.exec(url.replace(/[\t\r\n]/g, ""))?.[1]);

/** Whether a URL has a username or password. */
const hasUser = (url: string): boolean =>
  // After white space, what follows begins with something else, so that no two parts of the pattern compete for it.
  /^(?:[a-z][a-z\d+.-]*:)?[\s\\/]*(?:[^\s\\/?#][^\\/?#]*)?@/i.test(url);
