import type { FieldName } from "../../field-name";
import { JwtAuthError } from "../lib/errors";
import type { ExchangeSettings } from "../settings/exchange";
import type { Resolver } from "../token/resolve";
import type { KeySecret } from "./key-secret";
import type { TokenRequest } from "./token-request";

/** A successful token response. */
export interface TokenResponse {
  members: Readonly<Record<string, unknown>>;
  /** The server's text as it can be shown: without the secrets of request and response, on one line, and short. */
  shown(text: string): string;
  /** What the server says instead of returning a token, if it does: the error if there really is none. */
  rejection?: JwtAuthError;
}

/** What is placed on a request: a JWT, an access token, or a code. */
export interface Credential {
  value: string;
  /** The type of an access token (RFC 6749 section 7.1) as it can be shown. Undefined for Bearer. */
  tokenType?: string;
  /** In seconds. Undefined if unknown; the credential is then used only once. */
  lifetime?: number;
  /** The private key that an access token is bound to, as a JWK in JSON. Undefined without DPoP. */
  proofKey?: string;
}

/** How to get from a signed JWT to the credential that is placed on the request. */
export interface Exchange {
  /** Whether the credential is reused until shortly before it expires. */
  reuses: boolean;
  /** Undefined if the JWT itself is placed. */
  endpoint?: Endpoint;
  /** What the token URL can be instead of the endpoint itself: the URL of the server's metadata, or also its issuer. */
  discovery?: "url" | "issuer";
  /** What the user should know before the request is sent. */
  note?: string;
}

/** An endpoint that issues a credential for a JWT. */
export interface Endpoint {
  /**
   * @param assertion the signed JWT; "" if nothing is signed
   * @throws JwtAuthError if the request cannot be sent
   */
  request(assertion: string, resolver: Resolver, keySecret?: KeySecret): TokenRequest;
  /**
   * @param now Unix timestamp in milliseconds
   * @throws JwtAuthError if the response cannot be used
   */
  read(response: TokenResponse, now: number): Credential;
}

/** Checks a flow's settings. Throws JwtAuthError for the first missing one. */
export type Flow = (settings: ExchangeSettings) => Exchange;

/** @throws JwtAuthError if a field that the token request requires is empty */
export function need(
  field: FieldName,
  value: string | undefined,
  problem = "Required for this flow.",
): string {
  if (value) return value;
  throw new JwtAuthError(field, problem, { isMissing: true });
}
