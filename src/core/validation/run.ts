import { JwtAuthError } from "../lib/errors";
import { type HttpResponse, NoResponse } from "../lib/http";
import { asSentence } from "../lib/words";
import type { Clock } from "../token/clock";
import type { Placed } from "../token/place";
import type { CreatedToken, Plan, Step } from "./plan";
import { type Answer, controlProblem, type Judgment, judge, judgeAgain } from "./verdict";

/** How a test is run. */
export interface RunOptions {
  /** The claims that the API is said to check. */
  checked: readonly string[];
  /** Text that only a good response has. Undefined if the status tells. */
  goodText?: string;
  /**
   * Sends the request once, to its own URL only.
   *
   * @param placed the only token that is sent with it. Undefined for none
   * @throws NoResponse after ten seconds at the latest
   */
  send: (placed?: Placed) => Promise<HttpResponse>;
  /** The message of an error, for the user. */
  explain: (error: Error) => string;
  /** Called before each request. */
  onProgress?: (current: number, total: number) => void;
  /** Asked before each request. */
  isCancelled?: () => boolean;
}

/** What came of a step. */
export interface Sent {
  step: Step;
  token: string;
  answer: Answer;
  judgment: Judgment;
}

/** What came of a test. */
export interface Run {
  /** The answers to a good token, to no token, and to another good token at the end. Empty or undefined if not sent. */
  good: Answer;
  none?: Answer;
  last?: Answer;
  goodToken: string;
  sent: Sent[];
  /** Why the rest was not sent, in sentences. */
  stopped?: string;
}

/** How many requests a plan sends: also two with a good token, and one without a token. */
export const requestsOf = ({ steps }: Plan): number =>
  3 + steps.reduce((sum, { variant }) => sum + (variant.isSentTwice ? 2 : 1), 0);

/** Ends a test before everything is sent. The message says why, in sentences. */
class Stop extends Error {}

/** Sends a request with a token, or without one. Throws {@link Stop} if no other may be sent. */
type Ask = (created?: CreatedToken) => Promise<Answer>;

/** Sends everything in a plan, one request after the other, until something ends it. */
export async function run(plan: Plan, options: RunOptions, clock: Clock): Promise<Run> {
  const result: Run = { good: {}, goodToken: "", sent: [] };
  try {
    await sendAll(plan, createAsk(requestsOf(plan), options, clock), options.checked, result);
  } catch (error) {
    // What is known by then is not lost.
    if (!(error instanceof Stop || (error instanceof JwtAuthError && result.sent.length > 0))) throw error;
    result.stopped = error instanceof Stop ? error.message : options.explain(error);
  }
  return result;
}

async function sendAll(plan: Plan, ask: Ask, checked: readonly string[], result: Run): Promise<void> {
  const first = await plan.createGood();
  result.goodToken = first.token;
  const good = await ask(first);
  result.good = good;
  if (good.failure) throw new Stop(unreachable(good.failure));
  const none = await ask();
  result.none = none;
  const problem = controlProblem({ good, none });
  if (problem !== undefined) throw new Stop(problem);

  for (const step of plan.steps) {
    const created = await step.create();
    if (step.variant.isSentTwice) await ask(created);
    const answer = await ask(created);
    const isQuiet = answer.failure && result.sent.at(-1)?.answer.failure;
    const judgment = judge(answer, { good, none }, step.testCase, step.variant, checked);
    result.sent.push({ step, token: created.token, answer, judgment });
    if (!isQuiet) continue;
    // It tells an API that closes connections from one that is no longer there.
    const probe = await ask(await plan.createGood());
    if (probe.failure) throw new Stop("The API stopped responding. Restart it, and check its log.");
  }
  const last = await ask(await plan.createGood());
  result.last = last;
  for (const sent of result.sent) sent.judgment = judgeAgain(sent.judgment, sent.answer, good, last);
}

/** In all. Each request has ten seconds, so the last one starts ten seconds earlier. */
const LIMIT_MINUTES = 3;
const MAX_START_MILLISECONDS = (LIMIT_MINUTES * 60 - 10) * 1000;

function createAsk(total: number, options: RunOptions, { time }: Clock): Ask {
  const { goodText, send, onProgress, isCancelled } = options;
  const start = time();
  let current = 0;
  return async (created) => {
    const progress = `${current} of ${total} requests.`;
    if (isCancelled?.()) throw new Stop(`You stopped the test after ${progress}`);
    if (time() - start > MAX_START_MILLISECONDS)
      throw new Stop(`The test stopped after ${LIMIT_MINUTES} minutes and ${progress}`);
    // A probe is not announced, because there is seldom one.
    current = Math.min(current + 1, total);
    onProgress?.(current, total);
    try {
      const { status, text } = await send(created?.placed);
      if (status === 429) throw new Stop(TOO_MANY);
      // Of a response that is too long to be searched, only the status is known.
      return { status, hasText: goodText === undefined ? undefined : text?.includes(goodText) };
    } catch (failure) {
      if (failure instanceof NoResponse) return { failure };
      throw failure;
    }
  };
}

const TOO_MANY = "The API limits how many requests it accepts (429). Wait, or test without a rate limit.";

const unreachable = ({ message, remedy = "Check the URL and the server" }: NoResponse): string =>
  `The API ${asSentence(message)} ${asSentence(remedy)}`;
