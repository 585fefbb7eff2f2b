import type { CallHttpAuthenticationResponse, HttpHeader } from "@yaakapp/api";
import { type FieldName, JwtAuthError, type Placed, quote } from "../core";
import type { Transport } from "./transport";

/** The request that gets the token, before it does. */
export interface Target {
  /** Called only if it matters, because Yaak may have to be asked. */
  transport: () => Promise<Transport>;
  url: string;
  headers: HttpHeader[];
  /** Whether Yaak adds to a Cookie header instead of replacing it, and replaces one of several headers: from 2026.7. */
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

const refusal = (field: FieldName, problem: string) => new JwtAuthError(field, problem);

async function inQuery({ name, value }: Placed, { transport, url }: Target): Promise<HttpHeader[]> {
  if ((await transport()) === "grpc")
    throw refusal(
      "placement",
      "Yaak drops the query parameters of gRPC requests. Choose Request Header instead.",
    );
  // Servers differ in which of two they use.
  if (URL.canParse(url) && new URL(url).searchParams.has(name))
    throw refusal("queryName", `The URL already has the parameter ${quote(name)}. Remove it from the URL.`);
  return [{ name, value }];
}

async function inHeader(
  { name, value, others }: Placed,
  { transport, headers, isNewer }: Target,
): Promise<HttpHeader[]> {
  const own = named(name, headers);
  const kind = own.length > 0 ? await transport() : "http";
  if (kind === "http" && isNewer && own.length > 1)
    throw refusal(
      "headerName",
      `The request has ${own.length} headers with this name, and Yaak replaces only one. Remove them.`,
    );
  return [
    ...spell(name, own, kind).map((spelling) => ({ name: spelling, value })),
    ...others.filter((other) => named(other.name, headers).length === 0),
  ];
}

async function inCookie(
  { name, value }: Placed,
  { transport, headers, isNewer }: Target,
): Promise<HttpHeader[]> {
  const kind = await transport();
  if (kind === "websocket")
    throw refusal(
      "placement",
      "In WebSocket requests, Yaak's cookie jar replaces the cookie. Choose Request Header or Query Parameter instead.",
    );
  const own = named("Cookie", headers);
  const cookies = own.flatMap((header) => header.value.split(";")).flatMap((cookie) => cookie.trim() || []);
  const others = cookies.filter((cookie) => cookie.split("=")[0]?.trim() !== name);
  const added = `${name}=${value}`;
  if (kind === "http" && isNewer) {
    if (others.length === cookies.length) return [{ name: "Cookie", value: added }];
    throw refusal(
      "cookieName",
      `The request already has the cookie ${quote(name)}. Remove it from the Cookie header.`,
    );
  }
  const all = [...others, added].join("; ");
  return spell("Cookie", own, kind).map((spelling) => ({ name: spelling, value: all }));
}

const named = (name: string, headers: HttpHeader[]): HttpHeader[] =>
  headers.filter((header) => header.name.toLowerCase() === name.toLowerCase());

/** In gRPC metadata, Yaak keeps every spelling of a name, and sends the last one of them. */
function spell(name: string, own: HttpHeader[], kind: Transport): string[] {
  const spellings = new Set(own.map((header) => header.name));
  return kind === "grpc" && spellings.size > 0 ? [...spellings] : [name];
}
