import type { HttpResponse } from "../lib/http";
import { asSentence, quote, shorten } from "../lib/words";
import { redact } from "./redact";
import { LATER, LIMITED, type Remedies, remedyFor } from "./remedies";
import { isGeneric, type ServerWords } from "./server-words";

/** Why a server returns no token, as it can be shown. */
export interface Reason extends Pick<ServerWords, "isFailure" | "isPage"> {
  /** On one line, without secrets, and without a period at the end. */
  text: string;
  /** What to do about it, without a period. Undefined if it is not known. */
  remedy?: string;
}

/** Codes of OAuth (RFC 6749 section 5.2, RFC 8707), which are never secret. */
const STANDARD = new Set([
  ...["invalid_client", "invalid_grant", "invalid_scope", "invalid_target", "unauthorized_client"],
  "unsupported_grant_type",
]);

/** The words of a server without secrets. Other parts than a standard code are redacted as one text, because a secret can be in pieces. */
export function reasonOf(
  { parts, isFailure, isPage }: ServerWords,
  status: number,
  secrets: readonly string[],
  remedies: Remedies | undefined,
): Reason {
  const [first = ""] = parts;
  const codes = STANDARD.has(first) ? [first] : [];
  const rest = redact(parts.slice(codes.length).join(": "), secrets);
  const joined = [...codes, rest]
    .filter(Boolean)
    .join(": ")
    .replace(/\.(?=: )|(?<!\.)\.$/g, "")
    .replace(/^…: /, "");
  const text = withoutStatus(joined, status);
  return { text, remedy: remedyFor(text, remedies), isFailure, isPage };
}

/** The message says the status already. */
function withoutStatus(text: string, status: number): string {
  const start = new RegExp(`^(?:(?:http|error|status) ){0,3}${status}\\b[\\s:.–—-]{0,5}`, "i");
  return text.replace(start, "") || text;
}

/** Maximum length of the server's own words in a message, and of a web page's title. */
const MAX_WORDS_CHARS = 150;
const MAX_TITLE_CHARS = 60;

/** A message has up to 300 characters. This is what a label and the first words of the message leave. */
const MAX_WORDS_AND_REMEDY_CHARS = 244;

const REMEDY = "Check the settings against what the server expects";
const CHECK_URL = "Check the URL";
const CHECK_CLIENT = "Check the client ID and the secret or key";

function describe(intro: string, { text }: Reason, remedy: string): string {
  const maxChars = Math.min(MAX_WORDS_CHARS, MAX_WORDS_AND_REMEDY_CHARS - remedy.length);
  return `${intro}: ${asSentence(shorten(text, maxChars))} ${remedy}`;
}

const firstSentence = (text: string): string => text.replace(/([.!?]) .*$/s, "$1");

/**
 * Describes a response with another status than success.
 *
 * @param server the server as the subject of a sentence
 */
export function describeFailure(
  { status }: HttpResponse,
  server: string,
  reason: Reason | undefined,
  { clock, unauthorized = CHECK_CLIENT }: Remedies = {},
): string {
  if (status >= 500) {
    const intro = `The server failed with status ${status}`;
    return reason ? describe(intro, reason, reason.remedy ?? LATER) : `${intro}. ${LATER}`;
  }
  if (status === 429) {
    const intro = `The server rejected the request with status ${status}`;
    return reason ? describe(intro, reason, LIMITED) : `${intro}. ${LIMITED}`;
  }
  const isElsewhere = reason?.isPage || ((status === 404 || status === 405) && !reason?.remedy);
  if (reason && isElsewhere) {
    const title = shorten(firstSentence(reason.text), MAX_TITLE_CHARS);
    return `${server} returned status ${status}: ${asSentence(title)} ${CHECK_URL}`;
  }
  if ((status === 401 || status === 403) && (!reason || isGeneric(reason.text)))
    return `The server rejected the request with status ${status}. ${clock ?? unauthorized}`;
  if (reason) return describe("The server rejected the request", reason, reason.remedy ?? REMEDY);
  return `${server} returned status ${status}. ${CHECK_URL}`;
}

/** Describes a response with the status of success, but with the reason for a failure instead of a token. */
export function describeSuccess(server: string, reason: Reason): string {
  if (reason.isPage)
    return `${server} returned the web page ${quote(reason.text)} instead of JSON. ${CHECK_URL}`;
  const remedy = reason.remedy ?? REMEDY;
  if (reason.isFailure) return describe("The server rejected the request", reason, remedy);
  return describe("The server returned no token", { ...reason, text: firstSentence(reason.text) }, remedy);
}
