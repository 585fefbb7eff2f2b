import type { FieldName } from "../../field-name";
import { cleanTime, readDuration } from "./duration";
import { JwtAuthError } from "./errors";
import { placeholderProblem } from "./foreign-placeholders";
import { count } from "./words";

/** A point in time in whole seconds: a Unix timestamp, or an offset from the time of signing. */
export interface Time {
  from: "epoch" | "now";
  seconds: number;
}

const ISO_DATE =
  /^(\d{4}-\d\d-\d\d)(?:(?:T|\s+)(\d\d:\d\d(?::\d\d(?:\.\d+)?)?)\s*(?:(Z|UTC|GMT)|([+-]\d\d)(?::?(\d\d))?)?)?$/i;

/** A timestamp this large is past the year 5000 in seconds, so it must be in a shorter unit. */
export const MAX_SECONDS = 100_000_000_000;

/**
 * Parses a time: `now`, `now+5m`, `NOW - 60 seconds`, a Unix timestamp in seconds, or an ISO 8601 date, in UTC if it has no time
 * zone.
 *
 * @throws JwtAuthError for anything else
 */
export function parseTime(field: FieldName, text: string): Time {
  const cleaned = cleanTime(text);
  const number = /^(\d+)(?:\.(\d+))?$/.exec(cleaned);
  if (number) return epoch(field, Number(number[1]), Number(number[2] ?? 0) > 0);
  const time = relative(cleaned) ?? epochOf(parseDate(cleaned));
  if (time) return time;
  throw new JwtAuthError(
    field,
    placeholderProblem(text) ??
      (typeof readDuration(cleaned) === "number"
        ? "This is a duration, not a time. Enter now-60s or now+5m to count from the time of signing."
        : "Invalid time. Use now, now-60s, now+5m, a Unix timestamp, a date such as 2030-12-31T23:59:59Z, or none."),
  );
}

function epoch(field: FieldName, timestamp: number, hasFraction: boolean): Time {
  const unit = shorterUnit(timestamp);
  if (unit) throw new JwtAuthError(field, `This looks like ${unit}. Use a Unix timestamp in seconds.`);
  if (!hasFraction) return { from: "epoch", seconds: timestamp };
  throw new JwtAuthError(field, "This timestamp has a fraction. Use whole seconds.");
}

/** The unit that a timestamp must be in if it is too large for seconds. Undefined if it can be in seconds. */
export function shorterUnit(timestamp: number): string | undefined {
  if (timestamp < MAX_SECONDS) return undefined;
  if (timestamp < MAX_SECONDS * 1000) return "milliseconds";
  return timestamp < MAX_SECONDS * 1_000_000 ? "microseconds" : "nanoseconds";
}

function relative(text: string): Time | undefined {
  const [isRelative, offset] = /^\$?now\s*([+-]\s*\w.*)?$/i.exec(text) ?? [];
  if (isRelative === undefined) return undefined;
  const seconds = offset === undefined ? 0 : readDuration(offset);
  return typeof seconds === "number" ? { from: "now", seconds } : undefined;
}

const epochOf = (seconds: number | undefined): Time | undefined =>
  seconds === undefined ? undefined : { from: "epoch", seconds };

/** The Unix timestamp in whole seconds of an ISO 8601 date, in UTC if it has no time zone. Undefined for other text. */
export function parseDate(text: string): number | undefined {
  const [, day, clock = "00:00", , hours, minutes = "00"] = ISO_DATE.exec(text) ?? [];
  const midnight = new Date(`${day}T00:00Z`).getTime();
  const time = new Date(`${day}T${clock}${hours === undefined ? "Z" : `${hours}:${minutes}`}`).getTime();
  // JavaScript turns February 30 into March 2. If a day changes on the way back to text, it does not exist.
  if (Number.isNaN(time) || new Date(midnight).toISOString().slice(0, 10) !== day) return undefined;
  return Math.floor(time / 1000);
}

/**
 * @param now time of signing, a Unix timestamp in milliseconds
 * @returns a Unix timestamp in whole seconds (RFC 7519 section 2, NumericDate)
 */
export function resolveTime(time: Time, now: number): number {
  return time.seconds + (time.from === "now" ? Math.floor(now / 1000) : 0);
}

/** Created when first needed, because it takes longer than loading the rest of the plugin. */
let relativeFormat: Intl.RelativeTimeFormat | undefined;
type Unit = "year" | "day" | "hour" | "minute" | "second";

/** Each unit, its length in seconds, and the number of them from which the next larger unit is used. */
const UNITS_IN_WORDS: [unit: Unit, seconds: number, limit: number][] = [
  ["second", 1, 60],
  ["minute", 60, 60],
  ["hour", 3600, 24],
  ["day", 86_400, 365],
];
const YEAR: [unit: Unit, seconds: number] = ["year", 31_557_600];

/** Seconds in the unit that people would use, rounded: 299 seconds are 5 minutes. */
function inWords(seconds: number): [amount: number, unit: Unit] {
  const distance = Math.abs(seconds);
  const [unit, size] = UNITS_IN_WORDS.find(([, size, limit]) => Math.round(distance / size) < limit) ?? YEAR;
  return [Math.sign(seconds) * Math.round(distance / size), unit];
}

/** A duration in words: `2 minutes`, `1 hour`. */
export function describeDuration(seconds: number): string {
  const [amount, unit] = inWords(seconds);
  return count(amount, unit);
}

/**
 * A time in a few words, to follow a verb: `in 5 minutes`.
 *
 * @param time Unix timestamp in seconds
 * @param now Unix timestamp in milliseconds
 */
export function describeDistance(time: number, now: number): string {
  const distance = Math.trunc(time) - Math.floor(now / 1000);
  if (distance === 0) return "now";
  const [amount, unit] = inWords(distance);
  if (amount !== lastWords.amount || unit !== lastWords.unit) {
    relativeFormat ??= new Intl.RelativeTimeFormat("en");
    lastWords = { amount, unit, words: relativeFormat.format(amount, unit) };
  }
  return lastWords.words;
}

/** The last result, because a form is drawn again on every keystroke, and formatting takes long. */
let lastWords: { amount: number; unit: Unit | undefined; words: string } = {
  amount: 0,
  unit: undefined,
  words: "",
};

/**
 * A time in words, to follow a verb: `in 5 minutes (14:05:00 UTC)`, with the date unless it is today.
 *
 * @param time Unix timestamp in seconds
 * @param now Unix timestamp in milliseconds
 */
export function describeTime(time: number, now: number): string {
  const date = new Date(time * 1000);
  if (!(date.getUTCFullYear() <= 9999)) return "on a date out of range";
  const [day = "", clock = ""] = date.toISOString().split("T");
  const isToday = new Date(now).toISOString().startsWith(day);
  return `${describeDistance(time, now)} (${isToday ? "" : `${day} `}${clock.slice(0, 8)} UTC)`;
}
