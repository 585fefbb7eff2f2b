import { secondsOf } from "../jwt/claim-times";
import { decodeToken } from "../jwt/decode";
import { parseDate, shorterUnit } from "../lib/time";
import { plainName } from "./response-members";

/** In seconds. Longer lifetimes are unreliable, so they are capped. */
const MAX_LIFETIME_SECONDS = 86_400;

/** Names of a lifetime in seconds, and of the time at which it ends, without case and separators. */
const LIFETIMES = ["expiresin", "leaseduration"];
const ENDS = ["expiresat", "expireson"];

/**
 * The lifetime of a token in seconds: what the response says beside it, or else what the token itself says. Undefined if unknown.
 *
 * @param around the objects that the token is in, the nearest first
 * @param now Unix timestamp in milliseconds
 */
export function lifetimeOf(around: readonly object[], token: string, now: number): number | undefined {
  const stated = around
    .map((members) => statedLifetime(members, now))
    .find((seconds) => !Number.isNaN(seconds));
  const own = ownLifetime(token, now);
  // What is said of an access token can be longer than the ID token beside it lasts.
  const lifetime = stated === undefined || (own > 0 && own < stated) ? own : stated;
  return lifetime > 0 ? Math.min(lifetime, MAX_LIFETIME_SECONDS) : undefined;
}

/** Servers use one of these names. NaN without any, or without a usable value. */
function statedLifetime(members: object, now: number): number {
  for (const [names, secondsIn] of [
    [LIFETIMES, numberIn],
    [ENDS, (value: unknown) => unixTimeIn(value) - now / 1000],
  ] as const) {
    for (const [name, value] of Object.entries(members)) {
      const seconds = names.includes(plainName(name)) ? secondsIn(value) : Number.NaN;
      if (!Number.isNaN(seconds)) return seconds;
    }
  }
  return Number.NaN;
}

/** Some servers return a number as a string. */
function numberIn(value: unknown): number {
  if (typeof value === "string" && value.trim() !== "") return Number(value);
  return typeof value === "number" ? value : Number.NaN;
}

/** Unix timestamp in seconds of a number or date. */
function unixTimeIn(value: unknown): number {
  const number = numberIn(value);
  if (!Number.isNaN(number)) return inSeconds(number);
  return (typeof value === "string" ? parseDate(value.trim()) : undefined) ?? Number.NaN;
}

/** Servers also use milliseconds and shorter units. */
const inSeconds = (time: number): number =>
  shorterUnit(time) && time < Number.MAX_VALUE ? inSeconds(time / 1000) : time;

/** Seconds until the token's own `exp`. NaN if it is not a JWT or has no numeric `exp`. */
function ownLifetime(token: string, now: number): number {
  try {
    return secondsOf(decodeToken(token).claims ?? new Map(), "exp") - now / 1000;
  } catch {
    return Number.NaN;
  }
}
