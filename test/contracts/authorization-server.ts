import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { type Listening, listen } from "../support/listen";
import { clientOf, type Grant, OAuthError, subjectOf } from "./grants";

/** A token request that arrived, and its result. */
export interface Asked {
  grant: string;
  form: Record<string, string>;
  headers: IncomingMessage["headers"];
  /** Undefined if a token was issued. */
  error?: string;
}

/**
 * An authorization server (RFC 6749) with a token endpoint `/NAME/token` for each grant, and a resource `/NAME/api` that
 * accepts only tokens of this grant (RFC 6750).
 */
export interface AuthorizationServer extends Listening {
  asked: Asked[];
  /** Names of the grants whose resource was requested, prefixed with `!` if the request was rejected. */
  received: string[];
  tokenUrl(grant: string): string;
}

/** @param grants returns the server's grants, given a function that returns a grant's token URL */
export async function startAuthorizationServer(
  grants: (tokenUrl: (grant: string) => string) => Record<string, Grant>,
): Promise<AuthorizationServer> {
  const asked: Asked[] = [];
  const received: string[] = [];
  const tokens = new Map<string, { grant: string; expiresAt: number }>();
  const seen = new Set<string>();
  const tokenUrl = (grant: string) => `${server.url}/${grant}/token`;

  const issueToken = async (
    name: string,
    grant: Grant,
    request: IncomingMessage,
    response: ServerResponse,
  ) => {
    const form = new URLSearchParams(await text(request));
    const entry: Asked = { grant: name, form: Object.fromEntries(form), headers: request.headers };
    asked.push(entry);
    try {
      checkForm(request, form);
      await subjectOf(form, clientOf(request.headers, grant), { ...grant, tokenUrl: tokenUrl(name), seen });
      const { expiresIn = 3600 } = grant;
      const token = randomBytes(24).toString("base64url");
      tokens.set(token, { grant: name, expiresAt: Date.now() + expiresIn * 1000 });
      respond(response, 200, { access_token: token, token_type: "Bearer", expires_in: expiresIn });
    } catch (error) {
      if (!(error instanceof OAuthError)) throw error;
      entry.error = error.code;
      respond(response, error.status, { error: error.code, error_description: error.message });
    }
  };

  const serveResource = (name: string, request: IncomingMessage, response: ServerResponse) => {
    const [, token = ""] = /^Bearer (\S+)$/.exec(request.headers.authorization ?? "") ?? [];
    const known = tokens.get(token);
    const isGood = known?.grant === name && Date.now() < known.expiresAt;
    received.push(isGood ? name : `!${name}`);
    respond(response, isGood ? 200 : 401, {});
  };

  const server = await listen(async (request, response) => {
    const [, name = "", place] = (request.url ?? "").split("/");
    const grant = known[name];
    if (grant && place === "token") return issueToken(name, grant, request, response);
    if (grant && place?.startsWith("api")) return serveResource(name, request, response);
    respond(response, 404, {});
  });
  const known = grants(tokenUrl);
  return { ...server, asked, received, tokenUrl };
}

/** RFC 6749 section 3.2: a POST request with a form in which no parameter is duplicated. */
function checkForm({ method, headers }: IncomingMessage, form: URLSearchParams): void {
  const names = [...form.keys()].filter((name) => name !== "resource");
  if (method !== "POST" || headers["content-type"] !== "application/x-www-form-urlencoded")
    throw new OAuthError("invalid_request", "no form");
  if (new Set(names).size < names.length)
    throw new OAuthError("invalid_request", "a parameter is duplicated");
}

function respond(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store" });
  response.end(JSON.stringify(body));
}
