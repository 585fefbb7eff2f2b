import { type Header, headerOf, parseUrl } from "../lib/http";
import { keepRecent } from "../lib/recent";

/** The newest DPoP nonce of each server, by origin (RFC 9449 sections 8.2 and 9). */
const nonces = new Map<string, string>();
const MAX_SERVERS = 100;

/** RFC 9449 section 8.1. Longer ones have no room in a header. */
const NONCE = /^[\x21\x23-\x5b\x5d-\x7e]{1,1000}$/;

export const isNonce = (text: string): boolean => NONCE.test(text);

/** The nonce of a response. Undefined if it has none that can be used. */
export function nonceIn(headers: readonly Header[]): string | undefined {
  const nonce = headerOf(headers, "dpop-nonce")?.trim();
  return nonce !== undefined && isNonce(nonce) ? nonce : undefined;
}

/** Keeps the nonce of a response for the next proof to its server. */
export function keepNonce(url: string, headers: readonly Header[]): void {
  const nonce = nonceIn(headers);
  const { origin } = parseUrl(url) ?? {};
  if (nonce !== undefined && origin !== undefined) keepRecent(nonces, origin, nonce, MAX_SERVERS);
}

/** The nonce for the next proof to a server. */
export const nonceFor = (url: string): string | undefined => nonces.get(parseUrl(url)?.origin ?? "");

/** Forgets all nonces. */
export const forgetNonces = (): void => nonces.clear();
