import { describeDiscovery, serverToBe } from "./flows/describe-discovery";
import { keySecretOf } from "./flows/key-secret";
import { type PreparedCredential, prepareCredential } from "./flows/prepare-credential";
import { describeTokenRequest } from "./flows/token-request";
import { findFlowWarnings } from "./flows/warnings";
import { isOpen } from "./form/drawn";
import { MAX_FIELD_CHARS } from "./form/field-values";
import { withLabel } from "./form/labels";
import { fieldOf } from "./form/schema";
import type { FieldName, Values } from "./form/types";
import { describeExpiry, describeTimes } from "./jwt/claim-times";
import { type TokenContent, tokenLength } from "./jwt/sign";
import { findKeyFacts, type KeyFacts, keyFacts, NO_KEY } from "./key-facts";
import { describeCertificate } from "./keys/certificate";
import { prettyPrint } from "./lib/json-text";
import { nothingSigned, readSettings, type Settings } from "./settings/settings";
import { readShownForm } from "./settings/shown";
import { findTextWarnings } from "./text-warnings";
import type { Clock } from "./token/clock";
import { describePlace } from "./token/place";
import { type Attempt, prepare } from "./token/prepare";
import type { RequestInfo } from "./token/request-values";
import { findWarnings } from "./warnings";

/** What the form shows about the token that it would send. Contains neither the key nor the signature. */
export interface Preview {
  /** The error that sending would fail with, and the field that causes it. */
  error?: string;
  errorField?: FieldName;
  warnings: string[];
  /** Whether the error is only that something is not filled in yet. */
  isMissing?: boolean;
  /** The JWS "alg", if it is known. */
  algorithm?: string;
  key: KeyFacts;
  /** One line about the certificate. Undefined if there is none, or if it cannot be read. */
  certificate?: string;
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
    const key = await findKeyFacts(values);
    return { ...describeError(error, values), warnings: [], key, certificate: certificateOf(values) };
  }
}

/** Only presets ask for a certificate among the main fields. */
function certificateOf(values: Values): string | undefined {
  const { certificate: text } = values;
  if (typeof text !== "string" || text.length > MAX_FIELD_CHARS) return undefined;
  return isOpen(fieldOf("certificate"), values) ? describeCertificate(text) : undefined;
}

function describeError(error: unknown, values: Values): Pick<Preview, "error" | "errorField" | "isMissing"> {
  const { message, field, isMissing } = withLabel(error, values);
  return { error: message, errorField: field, isMissing };
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
  const clock: Clock = {
    now,
    time: () => now,
    randomUUID: () => "$uuid",
    randomHex: (bytes) => `$random.hex${bytes}`,
  };
  const server = serverToBe(settings.exchange);
  // A token that is not for a request is just the JWT.
  const prepared: PreparedCredential = isForRequest
    ? await prepareCredential(settings, { clock, request, server, isDraft: true }, attempt)
    : await prepare(settings, { clock, request: null }, attempt);
  const { exchange, key, algorithm, certificate, content, resolver, headers } = prepared;
  const { dpop } = settings.exchange;
  const tokenRequest = await attempt(() =>
    exchange?.endpoint?.request("…", resolver, keySecretOf(settings, key)),
  );
  const proof = dpop ? "…" : undefined;

  const length = await attempt(() => content && algorithm && tokenLength(content, algorithm, key?.key));
  const facts = {
    settings,
    // What the key hides is not filled in.
    shown: readShownForm(algorithm ? { ...values, algorithm: algorithm.name } : values),
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
      ...findTextWarnings(settings, values, isForRequest),
    ],
    algorithm: algorithm?.name,
    certificate: certificateOf(values),
    key: jwt ? keyFacts(values, jwt.choice, { key, errors, resolver }) : NO_KEY,
    token: isKnown && {
      note: exchange?.note,
      ...(exchange &&
        tokenRequest &&
        describeDiscovery(describeTokenRequest({ ...tokenRequest, proof }), tokenRequest.url, exchange)),
      place: [...describePlace(placement, headers), ...(dpop ? ["DPoP: …"] : [])],
      ...(content ? describe(content, now) : { times: [] }),
    },
  };
}

const describe = ({ header, claims }: TokenContent, now: number) => ({
  header: prettyPrint(header),
  claims: prettyPrint(claims),
  times: describeTimes(claims, now),
  expiry: describeExpiry(claims, now),
});
