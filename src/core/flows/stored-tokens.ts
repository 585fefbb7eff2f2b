import { isSendable } from "./find-token";
import { isUnusable, unusualType } from "./token-type";

/** Where the host stores tokens between sends. Stored data is validated, because it can be anything. */
export interface TokenStore {
  read(): Promise<unknown>;
  write(tokens: CachedTokens): Promise<void>;
  /** Resolves to whether there was anything to delete. */
  delete(): Promise<boolean>;
}

/** By the digest of everything that determines the token. */
export type CachedTokens = Readonly<Record<string, CachedToken>>;

export interface CachedToken {
  /** "" if only its key is used again. */
  value: string;
  /** Earlier versions stored Bearer too, as the server spelled it. */
  tokenType?: string;
  /** Unix timestamp in milliseconds. */
  madeAt: number;
  /** In seconds. */
  lifetime: number;
  /** The private key that the token is bound to, as a JWK in JSON. */
  proofKey?: string;
}

export type Entry = [id: string, token: CachedToken];

/** Maximum number of cached tokens, and of characters in all of them. The oldest ones are dropped. */
const MAX_TOKENS = 100;
const MAX_CHARS = 1024 * 1024;

/** IDs are digests. */
const MAX_ID_CHARS = 64;

/** Seconds before expiry at which a token is no longer reused, to allow for the time in transit and clock differences. */
const marginOf = (lifetime: number): number => Math.min(30, lifetime / 10);

/**
 * In milliseconds. Another send that started this much later may already have cached its token. A larger difference means
 * that the clock was set back.
 */
const LEEWAY_MILLISECONDS = 60_000;

/** Longer than any key that this plugin generates. */
const MAX_KEY_CHARS = 4000;

/**
 * The tokens that are still valid, and those whose key is also used for the next one.
 *
 * @param now Unix timestamp in milliseconds
 * @returns undefined if there is anything that this plugin did not store
 */
export async function readTokens(
  store: TokenStore,
  now: number,
): Promise<Map<string, CachedToken> | undefined> {
  const stored = (await store.read().catch(() => undefined)) ?? {};
  if (typeof stored !== "object") return undefined;
  const tokens = new Map<string, CachedToken>();
  let count = 0;
  for (const id in stored) {
    const token: unknown = (stored as Record<string, unknown>)[id];
    if (++count > MAX_TOKENS || id.length > MAX_ID_CHARS || !isCachedToken(token)) return undefined;
    const kept = isValid(token, now) ? token : withoutValue(token);
    if (kept) tokens.set(id, { ...kept, tokenType: unusualType(token.tokenType) });
  }
  return tokens;
}

/** The key of a token that is no longer used. Undefined if it is not bound to one. */
export const withoutValue = (token: CachedToken): CachedToken | undefined =>
  token.proofKey === undefined ? undefined : { ...token, value: "" };

/** Whether a token is one that this plugin stores. */
export function isCachedToken(token: unknown): token is CachedToken {
  const { value, tokenType = "", madeAt, lifetime, proofKey = "" } = (token ?? {}) as Partial<CachedToken>;
  const isKey = typeof proofKey === "string" && proofKey.length <= MAX_KEY_CHARS;
  const hasTimes = Number.isFinite(madeAt) && Number.isFinite(lifetime);
  const hasValue = isSendable(value) || (value === "" && proofKey !== "");
  return isShownType(tokenType) && hasValue && hasTimes && isKey;
}

/** More than is ever shown of a type. */
const MAX_TYPE_CHARS = 200;

const isShownType = (type: unknown): boolean =>
  typeof type === "string" && type.length <= MAX_TYPE_CHARS && !/\p{Cc}/u.test(type) && !isUnusable(type);

/** Whether a token can still be sent. */
export function isValid({ value, madeAt, lifetime }: CachedToken, now: number): boolean {
  const until = madeAt + (lifetime - marginOf(lifetime)) * 1000;
  return value !== "" && madeAt <= now + LEEWAY_MILLISECONDS && now < until;
}

/** As many of the last tokens as the limits allow. */
export function newest(entries: Entry[]): Entry[] {
  let chars = 0;
  const kept = entries.reverse().filter(([, { value, proofKey = "" }], index) => {
    chars += value.length + proofKey.length;
    return index < MAX_TOKENS && chars <= MAX_CHARS;
  });
  return kept.reverse();
}
