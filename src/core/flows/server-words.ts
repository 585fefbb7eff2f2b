import type { HttpResponse } from "../lib/http";
import { isFailure, jsonWords } from "./json-words";
import { markupWords } from "./markup-words";

/** What a server says of a request, before anything is redacted. */
export interface ServerWords {
  /** A code, a title, a message, and the like. None of them repeats another. */
  parts: string[];
  /** Whether they say that the request failed. */
  isFailure: boolean;
  /** Whether they are the title of a web page, which is not from a token endpoint. */
  isPage: boolean;
}

/** How many parts are compared, and how many are used. More say nothing that fits into a message. */
const MAX_COMPARED_PARTS = 20;
const MAX_PARTS = 3;

/** Longer texts are cut. Less than this is ever shown. */
const MAX_PART_CHARS = 1000;

/**
 * Finds what a server says, in whatever shape. Undefined if it says nothing, or only something that can be a token.
 *
 * @param json the body if it is JSON
 */
export function serverWords(response: HttpResponse, json: unknown): ServerWords | undefined {
  for (const find of [inBody, inChallenge]) {
    const found = find(response, json);
    const parts = distinct(found?.parts ?? []);
    if (found && parts.length > 0) return { ...found, parts };
  }
  return undefined;
}

function inBody({ status, text = "" }: HttpResponse, json: unknown): ServerWords | undefined {
  const isSuccess = status < 400;
  if (typeof json === "object" && json !== null) {
    const parts = jsonWords(json, isSuccess);
    const hasFailed = isFailure(json);
    // Anything can be a token in a response with the status of success.
    return {
      parts: isSuccess ? parts.map(withoutTokens) : parts,
      isFailure: hasFailed,
      isPage: false,
    };
  }
  const plain = (typeof json === "string" ? json : text).trim();
  if (plain.startsWith("<")) {
    const { words, isPage } = markupWords(plain);
    return { parts: words, isFailure: !isPage, isPage };
  }
  const form = inForm(plain);
  if (form) return { parts: form, isFailure: true, isPage: false };
  const parts = isSentence(plain, isSuccess) ? [withoutTokens(plain.slice(0, MAX_PART_CHARS))] : [];
  return { parts, isFailure: !isSuccess, isPage: false };
}

/** Text without words that can be tokens: long ones with digits. */
const withoutTokens = (text: string): string =>
  text.replace(/[^\s:=,;"'<>()]{16,}/g, (word) => (/\d/.test(word) ? "…" : word));

/** An error as a form, as GitHub returns it. */
function inForm(text: string): string[] | undefined {
  if (text.length > MAX_FORM_CHARS || !/^error(?:_\w+)?=\S*$/i.test(text)) return undefined;
  return jsonWords(Object.fromEntries(new URLSearchParams(text)));
}

const MAX_FORM_CHARS = 8 * 1024;

/** A word of letters, such as `Unauthorized` or `invalid_client`. With digits, it can be a token. */
const WORD = /^[a-z_.-]{2,40}[.!]?$/i;

/**
 * Whether text consists of words.
 *
 * @param isStrict whether a single word does not count, because it can be a token
 */
function isSentence(text: string, isStrict: boolean): boolean {
  if (/^[{["]/.test(text)) return false;
  const [first = "", second] = text.slice(0, MAX_PART_CHARS).split(/\s+/);
  return second === undefined ? !isStrict && WORD.test(first) : first.length <= 40;
}

/** In what a header says, longer ones have no room. */
const MAX_CHALLENGE_CHARS = 4 * 1024;

const PARAMETER = /(?<![\w-])(error|error_description)\s{0,5}=\s{0,5}(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/gi;

/** The error of the first challenge that has one (RFC 6750 section 3). */
function inChallenge({ headers }: HttpResponse): ServerWords {
  const challenges = headers.filter(({ name }) => name.toLowerCase() === "www-authenticate");
  const challenge = challenges
    .map(({ value }) => value.slice(0, MAX_CHALLENGE_CHARS))
    .join(", ")
    .slice(0, MAX_CHALLENGE_CHARS);
  const found = Array.from(challenge.matchAll(PARAMETER), ([, name = "", quoted, bare = ""]) => [
    name.toLowerCase(),
    quoted?.replace(/\\(.)/g, "$1") ?? bare,
  ]);
  return { parts: jsonWords(Object.fromEntries(found.reverse())), isFailure: true, isPage: false };
}

/** Whether text says only what a status says too. It is left to that if there is anything else. */
export const isGeneric = (text: string): boolean => GENERIC.has(text.toLowerCase().replace(/[.!]$/, ""));

const GENERIC = new Set([
  ...["bad request", "unauthorized", "forbidden", "not found", "internal server error", "error", "fail"],
  ...["failed", "failure", "false", "service unavailable", "method not allowed", "too many requests"],
]);

/** The first parts that say something that the others do not. A token is only an ellipsis. */
function distinct(parts: string[]): string[] {
  const texts = parts.slice(0, MAX_COMPARED_PARTS).map((part) =>
    part
      .slice(0, MAX_PART_CHARS)
      .replace(/[\p{C}\s]+/gu, " ")
      .trim()
      .replace(/eyJ[\w.-]{6,}|^[^\s:/]{60,}$/g, "…"),
  );
  const kept: string[] = [];
  for (const text of texts) {
    const plain = text.toLowerCase();
    if (kept.some((other) => other.toLowerCase().includes(plain))) continue;
    const repeated = kept.findIndex((other) => plain.includes(other.toLowerCase()));
    if (repeated >= 0) kept[repeated] = text;
    else kept.push(text);
  }
  const words = kept.filter((text) => text !== "");
  const telling = words.filter((text) => !isGeneric(text));
  const shown = (telling.length > 0 ? telling : words).slice(0, MAX_PARTS);
  return shown.some((text) => /[\p{L}\p{N}]/u.test(text)) ? shown : [];
}
