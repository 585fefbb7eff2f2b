import type { FieldName } from "../../field-name";
import { JwtAuthError } from "./errors";
import { placeholderProblem } from "./foreign-placeholders";
import { trim } from "./repair";

/** The names of each unit, and its length in seconds. */
const UNITS = new Map(
  (
    [
      ["s sec secs second seconds", 1],
      ["m min mins minute minutes", 60],
      ["h hr hrs hour hours", 3600],
      ["d day days", 86_400],
      ["w wk wks week weeks", 604_800],
    ] as const
  ).flatMap(([names, seconds]) => names.split(" ").map((name) => [name, seconds] as const)),
);

const AMOUNT = "\\d+(?:\\.\\d+)?";
/** An amount and any word for its unit. */
const PART = `${AMOUNT}\\s*[a-zµ]+(?![a-zµ])`;
/** One or more of them: `1h30m`, `1 hour, 30 minutes`, `1 hour and 30 minutes`. */
const PARTS = new RegExp(`^${PART}(?:\\s*(?:,\\s*(?:and\\s+)?|and\\s+|&\\s*)?${PART})*$`, "i");
const EACH_PART = new RegExp(`(${AMOUNT})\\s*([a-zµ]+)`, "gi");

/** A duration of ISO 8601, such as PT1H30M. An M in front of the T is a month. */
const ISO = new RegExp(
  `^p(?=.)((?:${AMOUNT}[ym])*)((?:${AMOUNT}[wd])*)(?:t(?=.)((?:${AMOUNT}h)?(?:${AMOUNT}m)?(?:${AMOUNT}s)?))?$`,
  "i",
);

const SHORT_UNIT =
  /^(?:ms|msecs?|millis?|milliseconds?|us|µs|micros?|microseconds?|ns|nanos?|nanoseconds?)$/i;
const MILLISECONDS = /^(?:ms|msecs?|millis?|milliseconds?)$/i;
const LONG_UNIT = /^(?:mo|mos|months?|y|yrs?|years?)$/i;

const INVALID = "Invalid duration. Use 300 (seconds), 30s, 5m, 1h30m, 2d, 1w, or none.";
const TOO_SHORT = "Fractions of a second aren't supported. Use whole seconds, such as 1s or 90s.";
const TOO_LONG = "Months and years vary in length. Use days, such as 30d or 365d.";

/** More than any duration that is meant: 31 years. A number this large is a Unix timestamp. */
const MIN_TIMESTAMP = 1_000_000_000;

/** Over 3,000 years. */
const MAX_SECONDS = 100_000_000_000;

/** Text about a time without what nobody sees, and with hyphens in place of the minus signs and dashes that look like them. */
export const cleanTime = (text: string): string =>
  trim(text)
    .replace(/\p{Cf}/gu, "")
    .replace(/[‐-―−]/g, "-");

/**
 * Parses a duration: `300` (seconds), `30s`, `5m`, `1h30m`, `2d`, `1w`, `10 minutes`, or `PT5M`. With a minus sign, it is in the
 * past.
 *
 * @returns whole seconds
 * @throws JwtAuthError for anything else
 */
export function parseDuration(field: FieldName, text: string): number {
  // It is counted from now in any case.
  const cleaned = cleanTime(text).replace(/^\$?now\s*(?=[+-])/i, "");
  const point = pointInTime(cleaned);
  if (point) {
    const remedy = field === "expiresIn" ? ", or set exp under Additional Claims" : "";
    throw new JwtAuthError(
      field,
      `This is a point in time (${point}), not a duration. Enter a duration such as 5m${remedy}.`,
    );
  }
  const duration = readDuration(cleaned);
  if (typeof duration === "number") return duration;
  throw new JwtAuthError(field, placeholderProblem(text) ?? duration);
}

/** The seconds of a duration, or what is wrong with it. */
export function readDuration(text: string): number | string {
  const [, sign = "", amount = ""] = /^([+-]?)\s*(.*)$/s.exec(text) ?? [];
  const seconds = readAmount(amount);
  if (typeof seconds === "string") return seconds;
  // Binary fractions: 1.1 hours are 3960.0000000000005 seconds.
  const rounded = Math.round(seconds);
  if (Math.abs(seconds - rounded) > 1e-6 || (rounded === 0 && seconds > 0)) return TOO_SHORT;
  if (rounded >= MAX_SECONDS) return INVALID;
  // 0 - x instead of -x, so that "-0" is 0 and not the number -0.
  return sign === "-" ? 0 - rounded : rounded;
}

function readAmount(text: string): number | string {
  if (/^\d+(?:\.\d+)?$/.test(text)) return Number(text);
  const [iso, months, days, times = ""] = ISO.exec(text) ?? [];
  if (iso === undefined && !PARTS.test(text)) return INVALID;
  if (months) return TOO_LONG;
  const parts = iso === undefined ? text : `${days}${times}`;
  let sum = 0;
  for (const [, amount, name = ""] of parts.matchAll(EACH_PART)) {
    const unit = UNITS.get(name.toLowerCase());
    if (unit === undefined && MILLISECONDS.test(name)) sum += Number(amount) / 1000;
    else if (unit === undefined)
      return SHORT_UNIT.test(name) ? TOO_SHORT : LONG_UNIT.test(name) ? TOO_LONG : INVALID;
    else sum += Number(amount) * unit;
  }
  return sum;
}

/** No date is longer. */
const MAX_DATE_CHARS = 60;
const DATE =
  /^\d{4}[-/.]\d|^\d{8}T\d|^\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b.*\b\d{4}\b/i;

/** What kind of point in time a text is. Undefined if it is not one. */
function pointInTime(text: string): string | undefined {
  const [, number] = /^[+-]?\s*(\d+)(?:\.\d*)?\s*(?:m?s)?$/i.exec(text) ?? [];
  if (Number(number) >= MIN_TIMESTAMP) return "a Unix timestamp";
  return text.length <= MAX_DATE_CHARS && DATE.test(text) ? "a date" : undefined;
}
