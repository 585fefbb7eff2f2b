import type { KeyObject } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { decodeJwt, errors, type JWTPayload, type JWTVerifyResult, jwtVerify } from "jose";
import type { Verified } from "../support/token-server";
import type { DpopRules } from "./dpop";
import type { Metadata } from "./metadata";
import { OAuthError } from "./oauth-error";

/** What a token endpoint accepts, and from which client. */
export interface Grant {
  type: "jwt-bearer" | "client-assertion";
  /** The issuer that it accepts. The algorithm and key verify this issuer's assertions. */
  issuer: string;
  algorithm: string;
  verifyWith: KeyObject | Uint8Array;
  /** The audience that it accepts. Defaults to the URL of its token endpoint. */
  audience?: string | string[];
  /** The claims that it requires. Defaults to those that the RFC requires. */
  required?: string[];
  /** Whether its client assertions have no subject, although RFC 7523 requires one. */
  isWithoutSubject?: boolean;
  /** The client that must authenticate, by default with HTTP Basic. Undefined if no client has to. */
  client?: { id: string; secret: string; in?: "body" };
  /** Lifetime of its access tokens in seconds. */
  expiresIn?: number;
  /** What the server says of itself. Undefined if it has no metadata. */
  metadata?: Metadata;
  /** What differs in its response from an access token of RFC 6749. A function gets the claims of the assertion. */
  answer?: object | ((claims: JWTPayload) => Promise<object>);
  /** Whether its access tokens are bound to a key, and how. Undefined for Bearer tokens. */
  dpop?: DpopRules;
  /** Additional checks of the assertion and the form. Throws if one fails. */
  check?: (request: Verified, form: URLSearchParams) => void;
}

const ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/** The client that authenticated with its secret, encoded as in RFC 6749 section 2.3.1. Undefined if no client has to. */
export function clientOf(
  { authorization }: IncomingHttpHeaders,
  form: URLSearchParams,
  { client }: Grant,
): string | undefined {
  if (!client) return undefined;
  const [, basic = ""] = /^Basic (.+)$/.exec(authorization ?? "") ?? [];
  const inHeader = Buffer.from(basic, "base64")
    .toString()
    .split(":")
    .map((part) => new URLSearchParams(`x=${part}`).get("x"));
  const [id, secret] = client.in === "body" ? [form.get("client_id"), form.get("client_secret")] : inHeader;
  if (client.in === "body" && authorization) throw new OAuthError("invalid_request", "two authentications");
  if (id === client.id && secret === client.secret) return id;
  throw new OAuthError("invalid_client", "unknown client, or wrong secret", 401);
}

interface Endpoint extends Grant {
  tokenUrl: string;
  /** The IDs of the assertions that have been used. */
  seen: Set<string>;
}

/**
 * The claims of the assertion, after the checks of RFC 7523: the form of section 2, and each point of section 3.
 *
 * @param client the client that authenticated with its secret; undefined if none did
 */
export async function acceptedClaims(
  form: URLSearchParams,
  client: string | undefined,
  endpoint: Endpoint,
): Promise<JWTPayload> {
  const isGrant = endpoint.type === "jwt-bearer";
  const grantType = isGrant ? "urn:ietf:params:oauth:grant-type:jwt-bearer" : "client_credentials";
  if (form.get("grant_type") !== grantType)
    throw new OAuthError("unsupported_grant_type", "wrong grant_type");
  if (!isGrant && form.get("client_assertion_type") !== ASSERTION_TYPE)
    throw new OAuthError("invalid_request", "not this type of assertion");
  const fail = (problem: string) =>
    isGrant ? new OAuthError("invalid_grant", problem) : new OAuthError("invalid_client", problem, 401);

  const assertion = form.get(isGrant ? "assertion" : "client_assertion");
  if (!assertion) throw new OAuthError("invalid_request", "no assertion");
  const { protectedHeader, payload } = await verify(assertion, endpoint, fail);
  const { sub = "", jti } = payload;
  // Point 2: the subject of a client assertion is the client.
  if (!isGrant && !endpoint.isWithoutSubject && sub !== endpoint.issuer) throw fail("sub is not the client");
  // Section 3.2: a client ID in the form must be the same.
  const clientId = form.get("client_id");
  if (!isGrant && clientId !== null && clientId !== endpoint.issuer) throw fail("client_id is not sub");
  if (client !== undefined && clientId !== null && clientId !== client)
    throw fail("client_id doesn't match the client");
  // Point 7: no assertion can be used twice.
  if (jti !== undefined && endpoint.seen.has(jti)) throw fail("this assertion has been used");
  if (jti !== undefined) endpoint.seen.add(jti);
  try {
    const url = new URL(endpoint.tokenUrl);
    endpoint.check?.(
      { method: "POST", url, headers: {}, header: { ...protectedHeader }, claims: payload },
      form,
    );
  } catch (error) {
    throw fail((error as Error).message);
  }
  return payload;
}

/** Checks points 1 to 6, 9, and 10, which jose does once it has the required claims. */
async function verify(
  assertion: string,
  { issuer, algorithm, verifyWith, audience, tokenUrl, required = ["iss", "sub", "aud", "exp"] }: Endpoint,
  fail: (problem: string) => OAuthError,
): Promise<JWTVerifyResult> {
  try {
    return await jwtVerify(assertion, verifyWith, {
      algorithms: [algorithm],
      issuer,
      audience: audience ?? tokenUrl,
      requiredClaims: required,
      clockTolerance: 5,
    });
  } catch (error) {
    if (!(error instanceof errors.JOSEError)) throw error;
    throw fail(error.message);
  }
}

/** The claims of an assertion that arrived. */
export const claimsOf = (form: Record<string, string>): Record<string, unknown> =>
  decodeJwt(form.assertion ?? form.client_assertion ?? "");
