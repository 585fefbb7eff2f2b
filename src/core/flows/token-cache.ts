import { isSendable } from "./access-token";
import type { Credential } from "./flow";

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
  value: string;
  tokenType?: string;
  /** Unix timestamp in milliseconds. */
  madeAt: number;
  /** In seconds. */
  lifetime: number;
}

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

/** Tokens that are being requested, so that concurrent sends share one request. */
const pending = new Map<string, Promise<Credential>>();

/** How often the tokens were deleted. A send that started before does not cache its token. */
let deletions = 0;

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
  const known = pending.get(id);
  if (known) return known;
  const started = findOrMake(store, id, now, make).finally(() => {
    if (pending.get(id) === started) pending.delete(id);
  });
  pending.set(id, started);
  return started;
}

/**
 * Deletes all cached tokens, and those of sends that are under way.
 *
 * @returns whether there were any
 */
export function deleteTokens(store: TokenStore): Promise<boolean> {
  const forget = () => {
    deletions++;
    pending.clear();
  };
  forget();
  // Again when it is done, because a send can have started in between.
  const deleting = writing.then(() => store.delete()).finally(forget);
  writing = deleting.catch(() => undefined);
  return deleting;
}

async function findOrMake(
  store: TokenStore,
  id: string,
  now: number,
  make: () => Promise<Credential>,
): Promise<Credential> {
  const before = deletions;
  const { tokens, isForeign } = await readTokens(store, now);
  // Otherwise, every send would read it again.
  if (isForeign) await change(store, before, async () => []);
  const kept = tokens.get(id);
  if (kept) return { ...kept, lifetime: kept.lifetime - (now - kept.madeAt) / 1000 };
  const { value, tokenType, lifetime } = await make();
  if (Number.isFinite(lifetime) && lifetime !== undefined)
    await change(store, before, async () => [
      ...(await readTokens(store, now)).tokens,
      [id, { value, tokenType, madeAt: now, lifetime }],
    ]);
  return { value, tokenType, lifetime };
}

/** Writes run one at a time, so that none overwrites a token that another has stored. */
let writing: Promise<unknown> = Promise.resolve();

type Entry = [id: string, token: CachedToken];

/**
 * Stores other tokens. If the host cannot store them, the next send gets a new token, but this send does not fail.
 *
 * @param before how often the tokens had been deleted when the send started
 */
function change(store: TokenStore, before: number, make: () => Promise<Entry[]>): Promise<unknown> {
  writing = writing
    .then(async () => {
      const entries = newest(await make());
      if (before === deletions) await store.write(Object.fromEntries(entries));
    })
    .catch(() => undefined);
  return writing;
}

/** As many of the last tokens as the limits allow. */
function newest(entries: Entry[]): Entry[] {
  let chars = 0;
  const kept = entries.reverse().filter(([, { value }], index) => {
    chars += value.length;
    return index < MAX_TOKENS && chars <= MAX_CHARS;
  });
  return kept.reverse();
}

/** The tokens that are still valid, and whether there is anything that this plugin did not store. */
async function readTokens(
  store: TokenStore,
  now: number,
): Promise<{ tokens: Map<string, CachedToken>; isForeign: boolean }> {
  const stored = (await store.read().catch(() => undefined)) ?? {};
  const tokens = new Map<string, CachedToken>();
  if (typeof stored !== "object") return { tokens, isForeign: true };
  let count = 0;
  for (const id in stored) {
    const token: unknown = (stored as Record<string, unknown>)[id];
    if (++count > MAX_TOKENS || id.length > MAX_ID_CHARS || !isCachedToken(token))
      return { tokens: new Map(), isForeign: true };
    if (isValid(token, now)) tokens.set(id, token);
  }
  return { tokens, isForeign: false };
}

function isCachedToken(token: unknown): token is CachedToken {
  const { value, tokenType = "", madeAt, lifetime } = (token ?? {}) as Partial<CachedToken>;
  const canBeSent = isSendable(value) && (tokenType === "" || isSendable(tokenType));
  return canBeSent && typeof madeAt === "number" && typeof lifetime === "number";
}

function isValid({ madeAt, lifetime }: CachedToken, now: number): boolean {
  const until = madeAt + (lifetime - marginOf(lifetime)) * 1000;
  return madeAt <= now + LEEWAY_MILLISECONDS && now < until;
}
