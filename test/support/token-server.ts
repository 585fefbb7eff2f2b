import type { KeyObject } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { text } from "node:stream/consumers";
import {
  decodeJwt,
  decodeProtectedHeader,
  type JWTHeaderParameters,
  type JWTPayload,
  jwtVerify,
  UnsecuredJWT,
} from "jose";
import { type Listening, listen } from "./listen";
import { isForNoble, isSignedAccordingToNoble } from "./noble";

/** What an API of the server accepts: one algorithm, one key, and one place. Without a key, it accepts unsecured tokens. */
export interface Api {
  algorithm: string;
  verifyWith?: KeyObject | Uint8Array;
  /** Defaults to the Authorization header with the prefix Bearer. */
  in?: { header: string; prefix?: string } | { query: string } | { cookie: string } | { form: string };
  /** Additional checks. Throws if one fails. */
  check?: (request: Verified) => void;
}

/** A request whose token has a valid signature. */
export interface Verified {
  method: string;
  /** Includes the host from the request's Host header. */
  url: URL;
  headers: IncomingHttpHeaders;
  /** Undefined for a token request, whose parameters are checked on their own. */
  body?: string;
  header: Record<string, unknown>;
  claims: Record<string, unknown>;
}

/** A request that arrived, and the result of checking its token. */
export interface Received {
  path: string;
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
  token?: string;
  header?: JWTHeaderParameters;
  claims?: JWTPayload;
  /** Why the request was rejected. Undefined if it was accepted. */
  refused?: string;
}

/** A server on loopback with one API per path. Each API accepts requests with a token that `jose` verifies, or noble. */
export interface TokenServer extends Listening {
  received: Received[];
  /** The request that arrived at a path. Throws unless there was exactly one. */
  at(path: string): Received;
}

export async function startTokenServer(apis: Record<string, Api>): Promise<TokenServer> {
  const received: Received[] = [];
  const server = await listen(async (request, response) => {
    const url = request.url ?? "";
    const absolute = new URL(url, `http://${request.headers.host}`);
    const { pathname: path, searchParams } = absolute;
    const body = await text(request);
    const entry: Received = { path, url, headers: request.headers, body };
    const api = apis[path];
    try {
      if (!api) throw new Error("no such API");
      entry.token = findToken(api, request.headers, searchParams, body);
      entry.header = decodeProtectedHeader(entry.token) as JWTHeaderParameters;
      entry.claims = await verify(entry.token, api);
      const { headers, method = "" } = request;
      const { header, claims } = entry;
      api.check?.({ method, url: absolute, headers, body, header: { ...header }, claims });
    } catch (error) {
      entry.refused = (error as Error).message;
    }
    received.push(entry);
    response.writeHead(entry.refused ? 401 : 200, { "content-type": "application/json" });
    response.end(`${JSON.stringify({ path, refused: entry.refused })}\n`);
  });

  return {
    ...server,
    received,
    at(path) {
      const [first, ...others] = received.filter((entry) => entry.path === path);
      if (!first || others.length > 0)
        throw new Error(`${path}: ${first ? others.length + 1 : 0} requests arrived`);
      return first;
    },
  };
}

function findToken(api: Api, headers: IncomingHttpHeaders, query: URLSearchParams, body: string): string {
  const place = api.in ?? { header: "authorization", prefix: "Bearer" };
  let value: string | null | undefined;
  if ("query" in place) value = query.get(place.query);
  else if ("form" in place) value = new URLSearchParams(body).get(place.form);
  else if ("cookie" in place) value = cookies(headers.cookie).get(place.cookie);
  else value = unprefixed(headers[place.header.toLowerCase()] as string | undefined, place.prefix);
  if (value === undefined || value === null) throw new Error("no token");
  return value;
}

function unprefixed(value: string | undefined, prefix: string | undefined): string | undefined {
  if (!prefix) return value;
  return value?.startsWith(`${prefix} `) ? value.slice(prefix.length + 1) : undefined;
}

/** The cookies of a Cookie header. */
export function cookies(header = ""): Map<string, string> {
  return new Map(
    header.split("; ").map((pair) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)]),
  );
}

async function verify(token: string, { algorithm, verifyWith }: Api): Promise<JWTPayload> {
  if (!verifyWith) return UnsecuredJWT.decode(token).payload;
  if (isForNoble(algorithm)) {
    if (!isSignedAccordingToNoble(token, algorithm, verifyWith)) throw new Error("wrong signature");
    return decodeJwt(token);
  }
  const { payload } = await jwtVerify(token, verifyWith, { algorithms: [algorithm] });
  return payload;
}
