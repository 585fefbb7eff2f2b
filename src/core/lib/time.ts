import type { FieldName } from "../../field-name";
import { JwtAuthError } from "./errors";
import { count } from "./words";

/** A point in time in whole seconds: a Unix timestamp, or an offset from the time of signing. */
export interface Time {
  from: "epoch" | "now";
  seconds: number;
}

const UNITS: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };
const DURATION = /^([+-]?)\s*(?:(\d+)|((?:\d+\s*[smhdw]\s*)+))$/;
const ISO_DATE = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)\s*(Z|[+-]\d\d:?\d\d)?)?$/i;

/** A timestamp this large is past the year 5000 in seconds, so it must be in milliseconds. */
export const MAX_SECONDS = 100_000_000_000;

function seconds(text: string): number | undefined {
  const [, sign, plain, parts] = DURATION.exec(text) ?? [];
  if (sign === undefined) return undefined;
  const amounts = parts?.matchAll(/(\d+)\s*([smhdw])/g) ?? [["", plain, "s"]];
  let sum = 0;
  for (const [, amount, unit = "s"] of amounts) sum += Number(amount) * (UNITS[unit] ?? 0);
  // 0 - sum instead of -sum, so that "-0" is 0 and not the number -0.
  return sum < MAX_SECONDS ? (sign === "-" ? 0 - sum : sum) : undefined;
}

/**
 * Parses a duration: `300` (seconds), `30s`, `5m`, `1h30m`, `2d`, `1w`. With a minus sign, it is in the past.
 *
 * @returns whole seconds
 * @throws JwtAuthError for anything else
 */
export function parseDuration(field: FieldName, text: string): number {
  const duration = seconds(text.trim());
  if (duration !== undefined) return duration;
  throw new JwtAuthError(field, "Invalid duration. Use 300 (seconds), 30s, 5m, 1h30m, 2d, 1w, or none.");
}

/**
 * Parses a time: `now`, `now+5m`, `now-60s`, a Unix timestamp in seconds, or an ISO 8601 date, in UTC if it has no time
 * zone.
 *
 * @throws JwtAuthError for anything else
 */
export function parseTime(field: FieldName, text: string): Time {
  const trimmed = text.trim();
  const time = /^\d+$/.test(trimmed) ? epoch(field, Number(trimmed)) : (relative(trimmed) ?? date(trimmed));
  if (time) return time;
  throw new JwtAuthError(
    field,
    "Invalid time. Use now, now-60s, now+5m, a Unix timestamp, a date such as 2030-12-31T23:59:59Z, or none.",
  );
}

function epoch(field: FieldName, timestamp: number): Time {
  if (timestamp < MAX_SECONDS) return { from: "epoch", seconds: timestamp };
  throw new JwtAuthError(field, "This looks like milliseconds. Use a Unix timestamp in seconds.");
}

function relative(text: string): Time | undefined {
  const [, offset] = /^now\s*([+-].*)?$/.exec(text) ?? [];
  const duration = text === "now" ? 0 : offset && seconds(offset);
  return typeof duration === "number" ? { from: "now", seconds: duration } : undefined;
}

function date(text: string): Time | undefined {
  const [, day, clock = "00:00", zone = "Z"] = ISO_DATE.exec(text) ?? [];
  const midnight = new Date(`${day}T00:00Z`).getTime();
  const time = new Date(`${day}T${clock}${zone.toUpperCase()}`).getTime();
  // JavaScript turns February 30 into March 2. If a day changes on the way back to text, it does not exist.
  if (Number.isNaN(time) || new Date(midnight).toISOString().slice(0, 10) !== day) return undefined;
  return { from: "epoch", seconds: Math.floor(time / 1000) };
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
