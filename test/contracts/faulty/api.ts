import type { ServerResponse } from "node:http";
import { listen } from "../../support/listen";
import type { ApiRequest, Checks } from "./checks";
import { createJudge, type Verdict } from "./judge";
import type { Algorithm } from "./settings";

/** How an API says that it rejects a request: with a status, as a GraphQL server, or with its login page. */
export type Rejection = 401 | 403 | 400 | "graphql" | "redirect";

export interface ApiOptions {
  algorithm: Algorithm;
  /** The checks that are replaced. */
  fault?: { checks: Partial<Checks> };
  /** Default: 401. */
  status?: Rejection;
  /** Whether requests without a token are accepted. */
  isPublic?: boolean;
}

export interface FaultyApi {
  url: string;
  close(): Promise<void>;
  /** What it received, in order. Paths have their query. */
  readonly requests: readonly ApiRequest[];
}

/** Starts an API on loopback that accepts a JWT as a Bearer token on any path except its login page. */
export async function startApi(options: ApiOptions): Promise<FaultyApi> {
  const { algorithm, fault, status = 401, isPublic = false } = options;
  const judge = createJudge(algorithm, fault?.checks);
  const requests: ApiRequest[] = [];
  const server = await listen(
    ({ url: path = "", headers: { authorization } }, response) => {
      const request = { path, authorization };
      requests.push(request);
      if (path === LOGIN) response.setHeader("content-type", "text/html").end("<h1>Log in</h1>");
      else {
        const verdict = judge(request);
        respond(response, verdict === "no token" && isPublic ? "accepted" : verdict, status);
      }
    },
    undefined,
    // Node itself would reject a large token, and the API's own limit would never be tested.
    { maxHeaderSize: 65536 },
  );
  return { ...server, requests };
}

const LOGIN = "/login";

function respond(response: ServerResponse, verdict: Verdict, rejection: Rejection): void {
  const send = (status: number, body: object, headers: Record<string, string> = {}) =>
    response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));

  if (verdict === "closed") response.destroy();
  else if (verdict === "crashed") send(500, { message: "Internal Server Error" });
  else if (verdict === "accepted") send(200, { orders: [{ id: 1, item: "book" }] });
  else if (verdict === "too large") send(431, { message: "Request Header Fields Too Large" });
  else if (rejection === "redirect") send(302, {}, { location: LOGIN });
  else if (rejection === "graphql") send(200, { errors: [{ message: "Not authenticated" }] });
  else {
    const challenge = verdict === "no token" ? "Bearer" : 'Bearer error="invalid_token"';
    send(rejection, { message: verdict }, rejection === 401 ? { "www-authenticate": challenge } : {});
  }
}
