import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { type Listening, listen } from "../support/listen";
import { createDpopJudge, type DpopJudge } from "./dpop";
import type { Proof } from "./dpop-proof";
import { acceptedClaims, clientOf, type Grant } from "./grants";
import { serveMetadata } from "./metadata";
import { OAuthError } from "./oauth-error";

/** A token request that arrived, and its result. */
export interface Asked {
  grant: string;
  form: Record<string, string>;
  headers: IncomingMessage["headers"];
  /** Undefined if a token was issued. */
  error?: string;
  /** The DPoP proof that was accepted. */
  proof?: Proof;
}

/** An access token that was issued. */
interface Issued {
  grant: string;
  expiresAt: number;
  /** Thumbprint of the key that it is bound to. Undefined for a Bearer token. */
  jkt?: string;
}

/**
 * An authorization server (RFC 6749) with a token endpoint `/NAME/token` for each grant, and a resource `/NAME/api` that
 * accepts only tokens of this grant (RFC 6750). The issuer of a grant is `/NAME`.
 */
export interface AuthorizationServer extends Listening {
  asked: Asked[];
  /** Names of the grants whose resource was requested, prefixed with `!` if the request was rejected. */
  received: string[];
  /** The DPoP proofs that were accepted at a resource. */
  proofs: Proof[];
  /** URLs of the requests for metadata, and of others that found nothing. */
  fetched: string[];
  tokenUrl(grant: string): string;
  issuer(grant: string): string;
}

/** @param grants returns the server's grants, given a function that returns a grant's token URL */
export async function startAuthorizationServer(
  grants: (tokenUrl: (grant: string) => string) => Record<string, Grant>,
): Promise<AuthorizationServer> {
  const asked: Asked[] = [];
  const received: string[] = [];
  const proofs: Proof[] = [];
  const tokens = new Map<string, Issued>();
  const judges = new Map<string, DpopJudge>();
  const seen = new Set<string>();
  const fetched: string[] = [];
  const issuer = (grant: string) => `${server.url}/${grant}`;
  const tokenUrl = (grant: string) => `${issuer(grant)}/token`;

  const issueToken = async (
    name: string,
    grant: Grant,
    request: IncomingMessage,
    response: ServerResponse,
  ) => {
    const form = new URLSearchParams(await text(request));
    const entry: Asked = { grant: name, form: Object.fromEntries(form), headers: request.headers };
    asked.push(entry);
    const url = tokenUrl(name);
    const judge = judges.get(name);
    const accept = async () => {
      checkForm(request, form);
      const client = clientOf(request.headers, form, grant);
      const claims = await acceptedClaims(form, client, { ...grant, tokenUrl: url, seen });
      return { claims, ...(await judge?.atTokenEndpoint(request, url)) };
    };
    const accepted = await accept().catch((error) => {
      entry.error = error.code;
      throw error;
    });
    const { claims, proof, headers } = accepted;
    entry.proof = proof;
    const { expiresIn = 3600, answer } = grant;
    const jkt = judge?.rules.flaw === "bearer" ? undefined : proof?.jkt;
    const token = randomBytes(24).toString("base64url");
    const usual = { access_token: token, token_type: jkt ? "DPoP" : "Bearer", expires_in: expiresIn };
    const body = { ...usual, ...(typeof answer === "function" ? await answer(claims) : answer) };
    const issued = "id_token" in body ? String(body.id_token) : token;
    tokens.set(issued, { grant: name, expiresAt: Date.now() + expiresIn * 1000, jkt });
    respond(response, 200, body, headers);
  };

  const serveResource = async (name: string, request: IncomingMessage, response: ServerResponse) => {
    const [, scheme = "", token = ""] =
      /^(Bearer|DPoP) (\S+)$/.exec(request.headers.authorization ?? "") ?? [];
    const known = tokens.get(token);
    const isGood = known?.grant === name && Date.now() < known.expiresAt;
    // RFC 9449 section 7.1: a bound token is not accepted as a Bearer token.
    if (!isGood || scheme !== (known.jkt ? "DPoP" : "Bearer"))
      throw new OAuthError("invalid_token", "unknown token", 401);
    const url = new URL(request.url ?? "", server.url);
    const bound = known.jkt && { value: token, jkt: known.jkt };
    const accepted = bound && (await judges.get(name)?.atResource(request, url.origin + url.pathname, bound));
    if (accepted) proofs.push(accepted.proof);
    received.push(name);
    respond(response, 200, {}, accepted ? accepted.headers : {});
  };

  const server = await listen(async (request, response) => {
    const { origin, pathname } = new URL(request.url ?? "", server.url);
    const [, name = "", place] = pathname.split("/");
    const grant = known[name];
    try {
      if (grant && place === "token") return await issueToken(name, grant, request, response);
      if (grant && place?.startsWith("api")) return await serveResource(name, request, response);
      fetched.push(origin + pathname);
      if (!serveMetadata(request, response, origin + pathname, metadata)) respond(response, 404, {});
    } catch (error) {
      if (!(error instanceof OAuthError)) throw error;
      if (place !== "token") received.push(`!${name}`);
      respond(response, error.status, { error: error.code, error_description: error.message }, error.headers);
    }
  });
  const known = grants(tokenUrl);
  for (const [name, { dpop }] of Object.entries(known)) if (dpop) judges.set(name, createDpopJudge(dpop));
  const metadata = new Map(
    Object.entries(known).flatMap(([name, grant]) =>
      grant.metadata
        ? [[grant.metadata.isOfOrigin ? server.url : issuer(name), grant.metadata] as const]
        : [],
    ),
  );
  return { ...server, asked, received, proofs, fetched, tokenUrl, issuer };
}

/** RFC 6749 section 3.2: a POST request with a form in which no parameter is duplicated. */
function checkForm({ method, headers }: IncomingMessage, form: URLSearchParams): void {
  const names = [...form.keys()].filter((name) => name !== "resource");
  const [type] = headers["content-type"]?.split(";") ?? [];
  if (method !== "POST" || type !== "application/x-www-form-urlencoded")
    throw new OAuthError("invalid_request", "no form");
  if (new Set(names).size < names.length)
    throw new OAuthError("invalid_request", "a parameter is duplicated");
}

function respond(response: ServerResponse, status: number, body: object, headers: object = {}): void {
  response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store", ...headers });
  response.end(JSON.stringify(body));
}
