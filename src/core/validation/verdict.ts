import type { NoResponse } from "../lib/http";
import type { Case, Variant } from "./case";

/** What came of one request. */
export interface Answer {
  /** Undefined if there was no response. */
  status?: number;
  /** Why there was none. */
  failure?: NoResponse;
  /** Whether the response contains the text that only a good one has. Undefined if no such text is known. */
  hasText?: boolean;
}

/** `accepted` and `crashed` are problems. `policy` is not judged. */
export type Verdict = "accepted" | "crashed" | "policy" | "rejected";

export interface Judgment {
  verdict: Verdict;
  /** Half a sentence. */
  note?: string;
  /** Whether the API accepted a token that it may reject. */
  isAccepted?: boolean;
}

/** The answers to a good token and to no token. */
export interface Controls {
  good: Answer;
  none: Answer;
}

const isSuccess = ({ status = 0 }: Answer): boolean => status >= 200 && status < 300;

/** Whether an answer is one to a good token. */
export const isLike = (answer: Answer, good: Answer): boolean =>
  answer.hasText ?? (isSuccess(answer) || answer.status === good.status);

/** What an API did with a token that it should not accept. */
function outcomeOf(answer: Answer, good: Answer): "accepted" | "crashed" | "rejected" {
  const { status } = answer;
  if (status === undefined || status >= 500) return "crashed";
  return isLike(answer, good) ? "accepted" : "rejected";
}

/**
 * Judges what an API did with a token.
 *
 * @param checked the claims that the API is said to check
 */
export function judge(
  answer: Answer,
  { good, none }: Controls,
  { claim, isLimit, policy: usual }: Case,
  variant: Variant,
  checked: readonly string[],
): Judgment {
  const outcome = outcomeOf(answer, good);
  const unchecked =
    claim !== undefined && !checked.includes(claim) ? `but ${claim} isn't in Checked Claims` : undefined;
  // A claim that the API is said to check is judged, even if others need not check it.
  const policy = variant.policy ?? (claim === undefined || unchecked ? (usual ?? unchecked) : undefined);
  const isSilent = answer.status === undefined;
  if (isSilent && isLimit) return { verdict: "policy", note: "closed the connection" };
  if (outcome === "crashed") return { verdict: outcome, note: isSilent ? "no response" : undefined };
  if (policy !== undefined && !(isLimit && outcome === "rejected")) {
    const isAccepted = outcome === "accepted";
    return { verdict: "policy", note: isAccepted ? `accepted, ${policy}` : "rejected", isAccepted };
  }
  // An API that returns 403 even without a token says nothing by it.
  const isForbidden = outcome === "rejected" && answer.status === 403 && none.status !== 403;
  return { verdict: outcome, note: isForbidden ? "but as if the token had been believed" : undefined };
}

/** Judges what an API did with a request without a token. If that is accepted, nothing else is sent. */
export function judgeNone(none: Answer, good: Answer): Judgment {
  const verdict = outcomeOf(none, good);
  if (verdict === "accepted") return CONTROL;
  return { verdict, note: none.status === undefined ? "no response" : undefined };
}

/** What an answer gets that the others are compared with. */
export const CONTROL: Judgment = { verdict: "policy", note: "control" };

/** Judges again after a good token got another answer at the end: what got the same one may have been accepted. */
export function judgeAgain(judgment: Judgment, answer: Answer, good: Answer, last: Answer): Judgment {
  const isUnclear =
    judgment.verdict === "rejected" &&
    answer.status === last.status &&
    !isLike(last, good) &&
    !isRejection(last);
  return isUnclear ? { verdict: "policy", note: "like a good token at the end", isAccepted: true } : judgment;
}

/** Whether a status is one with which APIs reject tokens (RFC 6750 section 3.1). */
export const isRejection = ({ status = 0 }: Answer): boolean => [400, 401, 403].includes(status);

const REDIRECTS = [301, 302, 303, 307, 308];

/** Why nothing can be tested with these answers, in sentences. Undefined if it can. */
export function controlProblem({ good, none }: Controls): string | undefined {
  const { status = 0 } = good;
  const fix = "Make this request work with a good token first.";
  if (REDIRECTS.includes(status))
    return `The API redirects this request (${status}), and tokens are only sent to its own URL. Test the URL that it redirects to.`;
  if (status >= 500) return `The API fails on a good token (${status}). ${fix}`;
  if (isRejection(good)) return `The API rejects a good token (${status}). ${fix}`;
  if (good.hasText === false)
    return `The response to a good token (${status}) doesn't contain the text in good responses. Check the text.`;
  const isAlike = good.hasText === undefined ? good.status === none.status : none.hasText;
  if (isAlike && good.hasText)
    return "The response without a token contains the text in good responses, too. Enter another text.";
  if (isAlike || (good.hasText === undefined && isSuccess(good) && isSuccess(none)))
    return `The API returns ${none.status} without a token, too, so it doesn't ask for one. If it should, that's the problem. If only a good response has some text, enter that.`;
  if (good.hasText === undefined && isSuccess(none))
    return `The API accepts this request without a token (${none.status}), but not with one (${status}). ${fix}`;
  return undefined;
}
