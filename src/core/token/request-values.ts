import { sha256 } from "../lib/node-crypto";
import { queryStringHash } from "./query-string-hash";

/** The request that a token is for. */
export interface RequestInfo {
  method: string;
  /** The whole URL, with its query. */
  url: string;
  /** The body's text. Null: the app does not hand this one over; undefined: it never hands one over. */
  body?: string | null;
}

/** Why a value of the request cannot be had, as an end of the sentence that begins with its name. */
export class Unavailable extends Error {}

/** A URL without a scheme is one of gRPC, such as localhost:50051, and goes over HTTP. */
function parseUrl({ url }: RequestInfo): URL {
  const absolute = /^[a-z][a-z\d+.-]*:\/\//i.test(url) ? url : `http://${url}`;
  if (!/^[/?#]/.test(url) && URL.canParse(absolute)) return new URL(absolute);
  throw new Unavailable("has no value, since the request's URL is not complete. Correct the URL");
}

function bodyHash({ method, body }: RequestInfo): string {
  // A body that a GET does not have is as little a text as one that is kept back.
  const text = body === null && /^(?:GET|HEAD)$/i.test(method) ? "" : body;
  if (typeof text === "string") return sha256(text, "hex");
  throw new Unavailable(
    body === null
      ? "has no value: the app hands over no body that is a file, a form with files, or large, none of gRPC and WebSocket, and none for a token that is only copied. Remove it here, or send the body as text"
      : "has no value: this version of the app does not hand over the body. Update Yaak to 2026.7 or later, or remove it here",
  );
}

/**
 * What a token can say of its request, by name. The URL is taken as it is sent: normalised (WHATWG URL), without fragment.
 * Each throws {@link Unavailable} for a request that does not have it.
 */
export const requestValues: ReadonlyMap<string, (request: RequestInfo) => string> = new Map([
  ["method", ({ method }) => method],
  [
    "url",
    (request) => {
      const url = parseUrl(request);
      url.hash = "";
      return url.href;
    },
  ],
  ["host", (request) => parseUrl(request).host],
  ["path", (request) => parseUrl(request).pathname],
  ["query", (request) => parseUrl(request).search.slice(1)],
  ["body.sha256", bodyHash],
  ["qsh", (request) => queryStringHash(request.method, parseUrl(request))],
]);
