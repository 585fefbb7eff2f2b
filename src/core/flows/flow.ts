import type { FlowSettings } from "../flow-settings";
import type { Header } from "../placement";
import type { Expansion } from "../references";

/** A request for an access token or a code. It is always a POST. */
export interface TokenRequest {
  url: string;
  headers: Header[];
  body: string;
  /** What is in it and must not be told: the assertion and the client's secret. */
  secrets: string[];
}

/** The JSON object that came with a good status. */
export type Answer = Readonly<Record<string, unknown>>;

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
  ask(assertion: string, expansion: Expansion): TokenRequest;
  /**
   * @param now milliseconds since 1970
   * @throws JwtAuthError for an answer that cannot be used
   */
  read(answer: Answer, now: number): Credential;
}

/** A flow takes its settings and throws JwtAuthError for the first that is missing. */
export type Flow = (settings: FlowSettings) => Exchange;
