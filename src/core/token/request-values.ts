import { parseUrl as parseWebUrl } from "../lib/http";
import { sha256 } from "../lib/node-crypto";
import { queryStringHash } from "./query-string-hash";

/** The request that a token is for. */
export interface RequestInfo {
  method: string;
  /** The full URL, with its query. */
  url: string;
  /** Its text, or why the host does not provide it. */
  body: string | MissingBody;
}

/** Why the text of a body is not available, as the end of a sentence that starts with the reference to it. */
export interface MissingBody {
  missing: string;
}

/** Why a value of the request is not available, as the end of a sentence that starts with its name. */
export class Unavailable extends Error {}

/** A URL without a scheme is for gRPC, such as localhost:50051, and uses HTTP. */
function parseUrl({ url }: RequestInfo): URL {
  const absolute = /^[a-z][a-z\d+.-]*:\/\//i.test(url) ? url : `http://${url}`;
  const parsed = /^[/?#]/.test(url) ? undefined : parseWebUrl(absolute);
  if (parsed) return parsed;
  throw new Unavailable("has no value because the request's URL is incomplete. Fix the URL");
}

function bodyHash({ body }: RequestInfo): string {
  if (typeof body === "string") return sha256(body, "hex");
  throw new Unavailable(body.missing);
}

/**
 * The request's values that a token can refer to, by name. The URL is used as sent: normalized (WHATWG URL) and without its
 * fragment. Each function throws {@link Unavailable} if the request does not have the value.
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
