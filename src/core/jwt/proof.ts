import { JwtAuthError } from "../lib/errors";
import { parseUrl } from "../lib/http";
import { integer, type Json } from "../lib/json";
import { sha256 } from "../lib/node-crypto";
import type { ProofKey } from "./proof-key";
import { signToken } from "./sign";

/** What a proof is for. */
export interface Proven {
  method: string;
  url: string;
  /** A new random ID. */
  jti: string;
  /** Unix timestamp in milliseconds. */
  now: number;
  /** Undefined for a token request. */
  accessToken?: string;
  /** Undefined if the server has not asked for one. */
  nonce?: string;
}

/** Servers accept less in all headers together. */
const MAX_URL_CHARS = 8 * 1024;

/**
 * Creates a DPoP proof (RFC 9449 section 4.2): a JWT that shows for one request that its sender has the key.
 *
 * @throws JwtAuthError if it is not an HTTP request
 */
export function createProof({ key }: ProofKey, proven: Proven): string {
  const { method, url, jti, now, accessToken, nonce } = proven;
  const jwk = new Map<string, Json>(Object.entries(key.publicKey?.jwk ?? {}) as [string, string][]);
  const header = new Map<string, Json>([
    ["typ", "dpop+jwt"],
    ["alg", key.algorithm.name],
    ["jwk", jwk],
  ]);
  const claims = new Map<string, Json>([
    ["jti", jti],
    ["htm", method],
    ["htu", targetOf(url)],
    ["iat", integer(Math.floor(now / 1000))],
  ]);
  if (accessToken !== undefined) claims.set("ath", sha256(accessToken, "base64url"));
  if (nonce !== undefined) claims.set("nonce", nonce);
  return signToken({ header, claims }, key);
}

/**
 * The URL as sent, normalized, without query and fragment, and without a username and password, which are sent as a header.
 *
 * @throws JwtAuthError if it is not that of an HTTP request
 */
export function targetOf(url: string): string {
  const { protocol, origin, pathname } = parseUrl(url) ?? {};
  if (protocol !== "https:" && protocol !== "http:")
    throw new JwtAuthError(
      "dpop",
      "DPoP only works with HTTP requests. Give this request its own auth without DPoP.",
    );
  const target = `${origin}${pathname}`;
  if (target.length <= MAX_URL_CHARS) return target;
  throw new JwtAuthError("dpop", "The request's URL is too long for a proof (over 8 kB). Shorten it.");
}
