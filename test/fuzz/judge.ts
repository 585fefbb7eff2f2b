import { brokenRules } from "../support/message-rules";
import { isSignedWith } from "./doors";
import type { FuzzedKey } from "./fuzzed-key";
import { LIMITS } from "./limits";
import type { Door, Problem } from "./messages";

/** How often a call that was too slow is repeated. */
const REPEATS = 3;

export interface Verdict {
  accepted: boolean;
  ms: number;
  problem?: Problem;
}

/** Calls the plugin with a key, and says what is wrong with what it does. */
export async function judge(
  door: Door,
  key: FuzzedKey,
  enter: (key: FuzzedKey, attempt: number) => Promise<string>,
): Promise<Verdict> {
  const limit = LIMITS[limitFor(door, key)];
  const first = await timed(() => enter(key, 0));
  let { ms } = first;
  // Another process or the garbage collector may have interrupted the call, which says nothing about the key.
  for (let attempt = 1; attempt <= REPEATS && ms > limit; attempt++)
    ms = Math.min(ms, (await timed(() => enter(key, attempt))).ms);
  const slow: Problem = { kind: "slow", detail: `${Math.round(ms)} ms instead of ${limit}` };
  return {
    accepted: "token" in first,
    ms,
    problem: (await problemOf(door, key, first)) ?? (ms > limit ? slow : undefined),
  };
}

/** A key to verify with has no passphrase, so nothing may be derived from one. */
function limitFor(door: Door, { encrypted, isLarge }: FuzzedKey): "plain" | "large" | "encrypted" {
  if (door === "sign" && encrypted) return "encrypted";
  return isLarge ? "large" : "plain";
}

type Outcome = { ms: number } & ({ token: string } | { error: unknown });

/** The time is that of the processor if that is shorter, because other processes may be using it, too. */
async function timed(call: () => Promise<string>): Promise<Outcome> {
  const [start, busy] = [performance.now(), process.cpuUsage()];
  const time = () => {
    const { user, system } = process.cpuUsage(busy);
    return Math.min(performance.now() - start, (user + system) / 1000);
  };
  try {
    const token = await call();
    return { token, ms: time() };
  } catch (error) {
    return { error, ms: time() };
  }
}

async function problemOf(
  door: Door,
  { verifier }: FuzzedKey,
  outcome: Outcome,
): Promise<Problem | undefined> {
  if ("error" in outcome) return oddError(outcome.error);
  const { token } = outcome;
  if (door !== "sign" || !verifier || isSecret(token) || (await isSignedWith(token, verifier)))
    return undefined;
  return { kind: "wrong signature", detail: "the public key does not verify the token" };
}

/** The bytes of any file can be a shared secret, and then no public key verifies the token. */
const isSecret = (token: string): boolean =>
  String(JSON.parse(Buffer.from(token.split(".")[0] ?? "", "base64url").toString()).alg).startsWith("HS");

function oddError(error: unknown): Problem | undefined {
  if (!(error instanceof Error)) return { kind: "odd error", detail: `not an error: ${String(error)}` };
  const { name, message } = error;
  const detail = `${name}: ${message.slice(0, 300)}`;
  if (name !== "JwtAuthError" || /\bbug in th/i.test(message)) return { kind: "odd error", detail };
  const rules = brokenRules(message);
  return rules.length > 0 ? { kind: "odd error", detail: `${detail} (not: ${rules.join(", ")})` } : undefined;
}
