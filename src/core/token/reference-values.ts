import type { FieldName } from "../../field-name";
import type { SigningKey } from "../keys/load";
import { parseDuration } from "../lib/duration";
import { JwtAuthError } from "../lib/errors";
import { shorten } from "../lib/words";
import type { Clock } from "./clock";
import { type RequestInfo, requestValues, Unavailable } from "./request-values";

/** The values of references to the key, by name. Undefined if the key does not have that value. */
export const KEY_VALUES: ReadonlyMap<string, (key: SigningKey) => string | undefined> = new Map([
  ["key.sha256", ({ publicKey }) => publicKey?.sha256],
  ["key.thumbprint", ({ publicKey }) => publicKey?.thumbprint],
  ["key.email", ({ email }) => email],
  ["key.tokenUri", ({ tokenUri }) => tokenUri],
]);

/** Values that are new in every token, by name. */
export const RANDOM_VALUES: ReadonlyMap<string, (clock: Clock) => string> = new Map([
  ["uuid", (clock) => clock.randomUUID()],
  ["random.hex16", (clock) => clock.randomHex(16)],
]);

/** The Unix timestamp in seconds for `$now` and an offset. */
export function timeValue(
  field: FieldName,
  reference: string,
  offset: string | undefined,
  { now }: Clock,
): number {
  const seconds = Math.floor(now / 1000);
  if (!offset) return seconds;
  try {
    return seconds + parseDuration(field, offset);
  } catch (cause) {
    throw notDuration(field, reference, cause);
  }
}

/** The error for `$now` with something else than a duration after it. */
export const notDuration = (field: FieldName, reference: string, cause?: unknown): JwtAuthError => {
  // Additional parameters can be secrets.
  const shown = field === "tokenParameters" ? "$now" : shorten(reference);
  return new JwtAuthError(
    field,
    `The placeholder ${shown} doesn't end with a duration. Use $now+300, $now+5m, or $now-1h30m.`,
    { cause },
  );
};

/** @returns undefined if the key is not known yet */
export function keyValue(
  field: FieldName,
  name: string,
  key: SigningKey | null | undefined,
): string | undefined {
  if (key === undefined) return undefined;
  if (key === null)
    return refuse(
      field,
      `The placeholder $${name} has no value because the algorithm none uses no key. Remove it or choose another algorithm`,
    );
  const value = KEY_VALUES.get(name)?.(key);
  if (value !== undefined) return value;
  if (name === "key.email" || name === "key.tokenUri") {
    return refuse(
      field,
      `The placeholder $${name} has no value because the key isn't a Google service account file. Paste the whole file as the key, or enter the value here`,
    );
  }
  return refuse(
    field,
    `The placeholder $${name} has no value because a shared secret has no public key. Remove it or use a private key`,
  );
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

export const reject = (field: FieldName, problem: string, cause?: unknown): JwtAuthError =>
  new JwtAuthError(field, `${problem}.`, { cause });

export function refuse(field: FieldName, problem: string): never {
  throw reject(field, problem);
}
