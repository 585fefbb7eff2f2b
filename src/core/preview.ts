import { type PreparedCredential, prepareCredential } from "./flows/credential";
import { describeTokenRequest } from "./flows/token-request";
import { findFlowWarnings } from "./flows/warnings";
import { withLabel } from "./form/labels";
import type { Values } from "./form/types";
import { describeTimes } from "./jwt/claim-times";
import { type TokenContent, tokenLength } from "./jwt/sign";
import { stringify } from "./lib/json";
import { nothingSigned, readSettings, type Settings } from "./settings/settings";
import { readShownForm } from "./settings/shown";
import { describePlace } from "./token/place";
import { type Attempt, prepare } from "./token/prepare";
import { findWarnings } from "./warnings";

/** What the form says of the token that it would send. Neither key nor signature is part of it. */
export interface Preview {
  /** What sending would fail with. */
  error?: string;
  warnings: string[];
  /** Undefined where the settings cannot be read. */
  token?: {
    /** What a server is asked for it first: a line each; undefined where the JWT itself is sent. */
    tokenRequest?: string[];
    /** What to know of that. */
    note?: string;
    /** Where it goes: a line each. */
    place: string[];
    /** Pretty-printed JSON, as signed; undefined where nothing is signed. */
    header?: string;
    claims?: string;
    /** The times among the claims, in words. */
    times: string[];
  };
}

/**
 * What a form that is being filled in would send. What is not known before a request is sent stands as its name: the
 * request itself, and all that is random.
 *
 * @param now milliseconds since 1970
 * @param isForRequest whether there is a request that the token will be made for
 * @returns always: what is wrong with the settings is part of the answer
 */
export async function preview(values: Values, now: number, isForRequest = true): Promise<Preview> {
  try {
    return await previewOf(readSettings(values), values, now, isForRequest);
  } catch (error) {
    return { error: withLabel(error, values).message, warnings: [] };
  }
}

async function previewOf(
  settings: Settings,
  values: Values,
  now: number,
  isForRequest: boolean,
): Promise<Preview> {
  const { jwt, placement } = settings;
  // Every step is tried, in the order of sending, and the first error is the one that sending would give.
  const errors: unknown[] = [];
  const attempt: Attempt = async (step) => {
    try {
      return await step();
    } catch (error) {
      errors.push(error);
      return undefined;
    }
  };
  if (!isForRequest && !jwt) throw nothingSigned();
  const clock = { now, randomUUID: () => "$uuid", randomHex: (bytes: number) => `$random.hex${bytes}` };
  // A token for no request is the JWT alone.
  const { exchange, key, certificate, content, resolver }: PreparedCredential = isForRequest
    ? await prepareCredential(settings, { clock }, attempt)
    : await prepare(settings, { clock, request: null }, attempt);
  const tokenRequest = await attempt(() => exchange?.endpoint?.request("…", resolver));

  const length =
    jwt && content && !exchange?.endpoint ? tokenLength(content, jwt.algorithm, key?.key) : undefined;
  const facts = { settings, shown: readShownForm(values), key, certificate, content, length, now };
  const [error] = errors;
  const isKnown = !jwt || content;
  return {
    error: errors.length > 0 ? withLabel(error, values).message : undefined,
    warnings: [
      ...(jwt ? findWarnings({ ...facts, jwt }) : []),
      ...findFlowWarnings({ settings, content, tokenRequest }),
    ],
    token: isKnown && {
      tokenRequest: tokenRequest && describeTokenRequest(tokenRequest),
      note: exchange?.note,
      place: describePlace(placement),
      ...(content ? describe(content, now) : { times: [] }),
    },
  };
}

const describe = ({ header, claims }: TokenContent, now: number) => ({
  header: stringify(header, "\n"),
  claims: stringify(claims, "\n"),
  times: describeTimes(claims, now),
});
