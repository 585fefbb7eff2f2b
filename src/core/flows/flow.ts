import type { FieldName } from "../../field-name";
import { JwtAuthError } from "../lib/errors";
import type { ExchangeSettings } from "../settings/exchange";
import type { Resolver } from "../token/resolve";
import type { TokenRequest } from "./token-request";

/** The JSON object of a good response. */
export type TokenResponse = Readonly<Record<string, unknown>>;

/** What is placed on a request: a JWT, an access token or a code. */
export interface Credential {
  value: string;
  /** Of an access token (RFC 6749 section 7.1). */
  tokenType?: string;
  /** For how many seconds it is good; undefined where nobody says so, and then it is used once. */
  lifetime?: number;
}

/** How to get from a signed JWT to what is placed on the request. */
export interface Exchange {
  /** Whether what it gives is used again until shortly before it expires. */
  reuses: boolean;
  /** Undefined where the JWT itself is placed. */
  endpoint?: Endpoint;
  /** What to know before it is asked. */
  note?: string;
}

/** What gives something for a JWT. */
export interface Endpoint {
  /**
   * @param assertion the signed JWT; "" where nothing is signed
   * @throws JwtAuthError for what cannot be asked
   */
  request(assertion: string, resolver: Resolver): TokenRequest;
  /**
   * @param now milliseconds since 1970
   * @throws JwtAuthError for a response that cannot be used
   */
  read(response: TokenResponse, now: number): Credential;
}

/** A flow takes its settings and throws JwtAuthError for the first that is missing. */
export type Flow = (settings: ExchangeSettings) => Exchange;

/** @throws JwtAuthError if there is nothing in a field that a token cannot be requested without */
export function need(field: FieldName, value: string | undefined): string {
  if (value) return value;
  throw new JwtAuthError(field, "Required for this flow.");
}
