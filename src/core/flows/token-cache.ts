import { isVisible } from "./access-token";
import type { Credential } from "./flow";

/** Where the host stores tokens between sends. Stored data is validated, because it can be anything. */
export interface TokenStore {
  read(): Promise<unknown>;
  write(tokens: CachedTokens): Promise<void>;
}

/** By the digest of everything that determines the token. */
export type CachedTokens = Readonly<Record<string, CachedToken>>;

export interface CachedToken {
  value: string;
  tokenType?: string;
  /** Unix timestamp in milliseconds. */
  madeAt: number;
  /** In seconds. */
  lifetime: number;
}

/** Maximum number of cached tokens. The oldest ones are dropped. */
const MAX_TOKENS = 100;

/** Seconds before expiry at which a token is no longer reused, to allow for the time in transit and clock differences. */
const marginOf = (lifetime: number): number => Math.min(30, lifetime / 10);

/**
 * In milliseconds. Another send that started this much later may already have cached its token. A larger difference means
 * that the clock was set back.
 */
const LEEWAY_MILLISECONDS = 60_000;

/** Tokens that are being requested, so that concurrent sends share one request. */
const pending = new Map<string, Promise<Credential>>();

/**
 * Returns the cached token if it is still valid. Otherwise, gets a new one and caches it for its lifetime.
 *
 * @param id a digest of everything that determines the token
 * @param now Unix timestamp in milliseconds
 */
export function reuse(
  store: TokenStore,
  id: string,
  now: number,
  make: () => Promise<Credential>,
): Promise<Credential> {
  const known = pending.get(id) ?? findOrMake(store, id, now, make).finally(() => pending.delete(id));
  pending.set(id, known);
  return known;
}

async function findOrMake(
  store: TokenStore,
  id: string,
  now: number,
  make: () => Promise<Credential>,
): Promise<Credential> {
  const kept = (await readTokens(store, now)).get(id);
  if (kept) return { ...kept, lifetime: kept.lifetime - (now - kept.madeAt) / 1000 };
  const { value, tokenType, lifetime } = await make();
  if (lifetime !== undefined) await keep(store, id, { value, tokenType, madeAt: now, lifetime });
  return { value, tokenType, lifetime };
}

/** Writes run one at a time, so that none overwrites a token that another has stored. */
let writing: Promise<unknown> = Promise.resolve();

/** If the host cannot store the token, the next send gets a new one, but this send does not fail. */
function keep(store: TokenStore, id: string, token: CachedToken): Promise<unknown> {
  const write = async () => {
    const tokens = await readTokens(store, token.madeAt);
    await store.write(Object.fromEntries([...tokens, [id, token] as const].slice(-MAX_TOKENS)));
  };
  writing = writing.then(write).catch(() => undefined);
  return writing;
}

/** Only the tokens that are still valid. */
async function readTokens(store: TokenStore, now: number): Promise<Map<string, CachedToken>> {
  const stored = await store.read().catch(() => undefined);
  const entries = Object.entries(typeof stored === "object" && stored !== null ? stored : {});
  return new Map(entries.filter(([, token]) => isGood(token, now)));
}

function isGood(token: Partial<CachedToken> | null, now: number): boolean {
  const { value, tokenType = "", madeAt = Number.NaN, lifetime = Number.NaN } = token ?? {};
  const until = madeAt + (lifetime - marginOf(lifetime)) * 1000;
  const canBeSent = isVisible(value) && (tokenType === "" || isVisible(tokenType));
  return canBeSent && madeAt <= now + LEEWAY_MILLISECONDS && now < until;
}
