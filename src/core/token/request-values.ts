import { parseUrl as parseWebUrl } from "../lib/http";
import { queryStringHash } from "./query-string-hash";
import { digestValues } from "./text-digests";

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

function bodyOf({ body }: RequestInfo): string {
  if (typeof body === "string") return body;
  throw new Unavailable(body.missing);
}

const queryOf = (request: RequestInfo): string => parseUrl(request).search.slice(1);

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
  [
    "pathWithQuery",
    (request) => {
      const { pathname, search } = parseUrl(request);
      return pathname + search;
    },
  ],
  ["query", queryOf],
  ...digestValues("query", queryOf),
  ...digestValues("body", bodyOf),
  ["qsh", (request) => queryStringHash(request.method, parseUrl(request))],
]);
