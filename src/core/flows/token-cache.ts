import { readProofKey } from "../jwt/proof-key";
import { forgetMetadata } from "./discovery";
import type { Credential } from "./flow";
import { forgetNonces } from "./nonces";
import {
  type Entry,
  isCachedToken,
  isValid,
  newest,
  readTokens,
  type TokenStore,
  withoutValue,
} from "./stored-tokens";

/** Tokens that are being requested, so that concurrent sends share one request. */
const pending = new Map<string, Promise<Credential>>();

/** How often the tokens were deleted. A send that started before does not cache its token. */
let deletions = 0;

/** A change to the stored tokens. */
interface Change {
  /** How often they had been deleted when the send started. */
  deletions: number;
  /** Unix timestamp in milliseconds. */
  now: number;
  added: Entry;
}

/** Changes that are not stored yet. All of them are stored at once, so that none waits for each of the others. */
const changes: Change[] = [];

/** Writes run one at a time, so that none overwrites a token that another has stored. */
let writing: Promise<unknown> = Promise.resolve();

/** Gets a token, with the key that the last one is bound to. Undefined without one. */
type Make = (proofKey?: string) => Promise<Credential>;

/**
 * Returns the cached token if it is still valid. Otherwise, gets a new one and caches it for its lifetime.
 *
 * @param id a digest of everything that determines the token
 * @param now Unix timestamp in milliseconds
 * @param isBound whether the token is bound to a key
 */
export function reuse(
  store: TokenStore,
  id: string,
  now: number,
  make: Make,
  isBound = false,
): Promise<Credential> {
  const known = pending.get(id);
  if (known) return known;
  const started = findOrMake(store, id, now, make, isBound).finally(() => {
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
  const invalidate = () => {
    deletions++;
    pending.clear();
    forgetMetadata();
    forgetNonces();
  };
  invalidate();
  // Again when it is done, because a send can have started in between.
  const deleting = writing.then(() => store.delete()).finally(invalidate);
  writing = deleting.catch(() => undefined);
  return deleting;
}

async function findOrMake(
  ...[store, id, now, make, isBound]: Required<Parameters<typeof reuse>>
): Promise<Credential> {
  const before = deletions;
  const tokens = await readTokens(store, now);
  // Otherwise, every send would read it again.
  if (!tokens) await write(() => (before === deletions ? store.write({}) : undefined));
  const last = tokens?.get(id);
  const key = isBound ? await readProofKey(last?.proofKey) : undefined;
  // A token without its key cannot be sent.
  if (last && isValid(last, now) && isBound === (key !== undefined))
    return { ...last, lifetime: last.lifetime - (now - last.madeAt) / 1000 };
  const made = await make(key?.text);
  const { value, tokenType, lifetime, proofKey } = made;
  const token = { value, tokenType, madeAt: now, lifetime, proofKey };
  // Without a lifetime, only the key is used again.
  const added = lifetime === undefined ? withoutValue({ ...token, lifetime: 0 }) : token;
  if (isCachedToken(added)) {
    changes.push({ deletions: before, now, added: [id, added] });
    await write(() => storeChanges(store));
  }
  return made;
}

async function storeChanges(store: TokenStore): Promise<void> {
  const waiting = changes.splice(0);
  const [first] = waiting;
  if (!first) return;
  const tokens = (await readTokens(store, first.now)) ?? new Map();
  const added = waiting.filter((change) => change.deletions === deletions).map((change) => change.added);
  // The newest are at the end.
  for (const [id] of added) tokens.delete(id);
  if (added.length > 0) await store.write(Object.fromEntries(newest([...tokens, ...added])));
}

/** If the host cannot store the tokens, the next send gets a new one, but this send does not fail. */
function write(work: () => Promise<void> | undefined): Promise<unknown> {
  writing = writing.then(work).catch(() => undefined);
  return writing;
}
