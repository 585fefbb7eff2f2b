import { isVisible } from "./access-token";
import type { Credential } from "./flow";

/** Where a client keeps tokens between sends. What it holds is read with care: it may be anything. */
export interface TokenStore {
  read(): Promise<unknown>;
  write(tokens: CachedTokens): Promise<void>;
}

/** By the digest of all that decides a token. */
export type CachedTokens = Readonly<Record<string, CachedToken>>;

export interface CachedToken {
  value: string;
  tokenType?: string;
  /** Milliseconds since 1970. */
  madeAt: number;
  /** Seconds. */
  lifetime: number;
}

/** The most tokens that are kept: those made last. */
const MAX_TOKENS = 100;

/** A token is used no longer than until so many seconds before its end, for the way to the server and its clock. */
const marginOf = (lifetime: number): number => Math.min(30, lifetime / 10);

/** A send may have begun so many milliseconds before another whose token is kept already. More tells of a clock set back. */
const LEEWAY_MILLISECONDS = 60_000;

/** Tokens that are being made, so that many sends at once ask for one. */
const pending = new Map<string, Promise<Credential>>();

/**
 * Gives a token that was made before and is still good, or makes one and keeps it for as long as it says that it is good.
 *
 * @param id a digest of all that decides the token
 * @param now milliseconds since 1970
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

/** One after the other, so that none writes over what another has kept. */
let writing: Promise<unknown> = Promise.resolve();

/** A client that keeps nothing costs another token at the next send, and not this send. */
function keep(store: TokenStore, id: string, token: CachedToken): Promise<unknown> {
  const write = async () => {
    const tokens = await readTokens(store, token.madeAt);
    await store.write(Object.fromEntries([...tokens, [id, token] as const].slice(-MAX_TOKENS)));
  };
  writing = writing.then(write).catch(() => undefined);
  return writing;
}

/** Those that are still good. */
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
