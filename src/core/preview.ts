import { type PreparedCredential, prepareCredential } from "./flows/credential";
import { describeTokenRequest } from "./flows/token-request";
import { findFlowWarnings } from "./flows/warnings";
import { withLabel } from "./form/labels";
import { isEmpty, presetOf } from "./form/schema";
import type { FieldName, Values } from "./form/types";
import { describeExpiry, describeTimes } from "./jwt/claim-times";
import { type TokenContent, tokenLength } from "./jwt/sign";
import { describeKey, type RecognizedKey, recognizeKey } from "./key-facts";
import { isForPrivateKey } from "./keys/algorithms";
import type { SigningKey } from "./keys/load";
import { JwtAuthError } from "./lib/errors";
import { prettyPrint } from "./lib/json-text";
import { shorten } from "./lib/words";
import { type KeySettings, readKeySettings } from "./settings/key";
import { nothingSigned, readSettings, type Settings } from "./settings/settings";
import { readShownForm } from "./settings/shown";
import { describePlace } from "./token/place";
import { type Attempt, loadKeyOf, prepare } from "./token/prepare";
import type { RequestInfo } from "./token/request-values";
import type { Resolver } from "./token/resolve";
import { findWarnings } from "./warnings";

/** What the form shows about the token that it would send. Contains neither the key nor the signature. */
export interface Preview {
  /** The error that sending would fail with, and the field that causes it. */
  error?: string;
  errorField?: FieldName;
  warnings: string[];
  /** The JWS "alg", if it is known. */
  algorithm?: string;
  /** The algorithm that tells which fields a key needs. Undefined if it can be a secret or a private key. */
  keyAlgorithm?: string;
  /** The pasted key. Undefined for a plain secret, or for what cannot be read. */
  recognized?: RecognizedKey;
  /** One line about the key. Undefined if there is none, or if nothing is known about it. */
  keySummary?: string;
  /** The values of empty fields that the key file brings along. */
  found: Partial<Record<FieldName, string>>;
  /** Undefined if the settings cannot be read, or if the token cannot be built. */
  token?: {
    /** The token request that is sent first, as lines. Undefined if the JWT itself is sent. */
    tokenRequest?: string[];
    /** What the user should know about the token request. */
    note?: string;
    /** Where the token goes, as lines. */
    place: string[];
    /** Pretty-printed JSON, as signed. Undefined if nothing is signed. */
    header?: string;
    claims?: string;
    /** The times in the claims, in words. */
    times: string[];
    /** When the token expires, in a few words. Undefined if it does not, or if nothing is signed. */
    expiry?: string;
  };
}

/** What else is known while the form is being filled in. */
interface PreviewContext {
  /** Whether the token will be issued for a request. */
  isForRequest?: boolean;
  /** The request that is open. Undefined if it is not known: placeholders for it remain as they are. */
  request?: RequestInfo;
}

/**
 * Previews what a partly filled form would send. Values that are known only when a request is sent, such as the request
 * itself and anything random, appear as their names.
 *
 * @param now Unix timestamp in milliseconds
 * @returns a preview even if the settings are invalid; it includes their error
 */
export async function preview(values: Values, now: number, context: PreviewContext = {}): Promise<Preview> {
  try {
    return await previewOf(readSettings(values), values, now, context);
  } catch (error) {
    const facts = await describeKeyAlone(values);
    return { ...facts, ...describeError(error, values), warnings: [], found: {} };
  }
}

/** What is known about the key, even if other settings are invalid. */
async function describeKeyAlone(values: Values): Promise<KeyFacts> {
  try {
    const settings = readKeySettings(values);
    const known = await Promise.resolve(loadKeyOf(settings)).catch((error) => error);
    return keyFacts(values, settings, known instanceof Error ? undefined : known, [known]);
  } catch {
    return { recognized: recognizeKey(values.key) };
  }
}

type KeyFacts = Pick<Preview, "algorithm" | "keyAlgorithm" | "recognized" | "keySummary">;

function keyFacts(
  values: Values,
  { choice }: Pick<KeySettings, "choice">,
  key: SigningKey | null | undefined,
  errors: unknown[],
): KeyFacts {
  const recognized = recognizeKey(values.key, key);
  const isLocked = (error: unknown) => error instanceof JwtAuthError && error.field === "passphrase";
  const isEncrypted = recognized?.format === "encrypted" || errors.some(isLocked);
  const [only, ...others] = choice.algorithms;
  const known = key?.algorithm ?? (others.length === 0 ? only : undefined);
  return {
    algorithm: known?.name,
    keyAlgorithm: (known ?? (isEncrypted ? choice.algorithms.find(isForPrivateKey) : undefined))?.name,
    recognized,
    keySummary: describeKey(recognized, key ?? undefined) || undefined,
  };
}

function describeError(error: unknown, values: Values): Pick<Preview, "error" | "errorField"> {
  const { message, field } = withLabel(error, values);
  return { error: message, errorField: field };
}

async function previewOf(
  settings: Settings,
  values: Values,
  now: number,
  { isForRequest = true, request }: PreviewContext,
): Promise<Preview> {
  const { jwt, placement } = settings;
  // All steps run, in the order of sending. The first error is the one that sending would fail with.
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
  // A token that is not for a request is just the JWT.
  const { exchange, key, algorithm, certificate, content, resolver }: PreparedCredential = isForRequest
    ? await prepareCredential(settings, { clock, request, isDraft: true }, attempt)
    : await prepare(settings, { clock, request: null }, attempt);
  const tokenRequest = await attempt(() => exchange?.endpoint?.request("…", resolver));

  const length = await attempt(() => content && algorithm && tokenLength(content, algorithm, key?.key));
  const facts = {
    settings,
    shown: readShownForm(values),
    key,
    algorithm,
    certificate,
    content,
    length: exchange?.endpoint ? 0 : length,
    now,
  };
  const isKnown = !jwt || content;
  return {
    ...(errors.length > 0 ? describeError(errors[0], values) : {}),
    warnings: [
      ...(jwt ? findWarnings({ ...facts, jwt }) : []),
      ...findFlowWarnings({ settings, content, tokenRequest }),
    ],
    ...(jwt ? keyFacts(values, jwt, key, errors) : {}),
    found: key ? foundValues(values, resolver, key) : {},
    token: isKnown && {
      tokenRequest: tokenRequest && describeTokenRequest(tokenRequest),
      note: exchange?.note,
      place: describePlace(placement),
      ...(content ? describe(content, now) : { times: [] }),
    },
  };
}

/** As much as fits into a field. */
const MAX_FOUND_CHARS = 200;

/** The values of empty fields whose defaults come from the key. Only presets have such defaults. */
function foundValues(values: Values, resolver: Resolver, key: SigningKey): Preview["found"] {
  const found: Preview["found"] = isEmpty(values.keyId) && key.keyId ? { keyId: shorten(key.keyId) } : {};
  for (const [name, { default: text = "" } = {}] of Object.entries(presetOf(values)?.fields ?? {})) {
    const field = name as FieldName;
    if (!text.includes("$key") || !isEmpty(values[field])) continue;
    try {
      const value = resolver.text(field, text);
      if (value && !value.includes("$")) found[field] = shorten(value, MAX_FOUND_CHARS);
    } catch {
      // What is missing is an error of its own.
    }
  }
  return found;
}

const describe = ({ header, claims }: TokenContent, now: number) => ({
  header: prettyPrint(header),
  claims: prettyPrint(claims),
  times: describeTimes(claims, now),
  expiry: describeExpiry(claims, now),
});
