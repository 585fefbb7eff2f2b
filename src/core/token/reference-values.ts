import type { FieldName } from "../../field-name";
import { parseDuration } from "../lib/duration";
import { JwtAuthError } from "../lib/errors";
import { isWebUrl, parseUrl } from "../lib/http";
import type { Clock } from "./clock";
import { notDuration, refuse } from "./reference-errors";
import { type RequestInfo, requestValues, Unavailable } from "./request-values";

/** Values that are new in every token, by name. */
export const RANDOM_VALUES: ReadonlyMap<string, (clock: Clock) => string> = new Map([
  ["uuid", (clock) => clock.randomUUID()],
  ["random.hex16", (clock) => clock.randomHex(16)],
]);

/** A reference to the time: `$now` or `$now.ms`, and an offset. */
export interface TimeReference {
  isMilliseconds?: boolean;
  offset?: string;
}

/** The Unix timestamp, in seconds or milliseconds, that a reference stands for. */
export function timeValue(
  field: FieldName,
  reference: string,
  { isMilliseconds = false, offset }: TimeReference,
  { now }: Clock,
): number {
  const perSecond = isMilliseconds ? 1000 : 1;
  const time = Math.floor((now * perSecond) / 1000);
  if (!offset) return time;
  try {
    return time + parseDuration(field, offset) * perSecond;
  } catch (cause) {
    throw notDuration(field, reference, cause);
  }
}

/** The name of the value that {@link originOf} gets from the token URL. */
export const TOKEN_ORIGIN = "tokenUrl.origin";

/**
 * Scheme, host, and port of the token URL.
 *
 * @param isDraft whether placeholders in the URL can still be without a value
 * @returns undefined if they are
 */
export function originOf(tokenUrl: string, isDraft: boolean): string | undefined {
  if (isDraft && tokenUrl.includes("$")) return undefined;
  if (isWebUrl(tokenUrl)) return parseUrl(tokenUrl)?.origin;
  return refuse("tokenUrl", "Invalid URL. Enter one that starts with https://");
}

/** @returns undefined if the request is not known yet */
export function requestValue(
  field: FieldName,
  name: string,
  request: RequestInfo | null | undefined,
): string | undefined {
  if (request === undefined) return undefined;
  if (request === null)
    throw new JwtAuthError(
      field,
      `The placeholder $${name} has no value here because this token isn't for a request. Enter the value itself, or use JWT Bearer as the request's auth.`,
    );
  try {
    return requestValues.get(name.slice("request.".length))?.(request);
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    return refuse(field, `The placeholder $${name} ${error.message}`);
  }
}
