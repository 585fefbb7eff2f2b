import type { FieldName } from "../../field-name";
import { applies, readObject, readOptional, readRaw, readSelect, readText } from "../form/field-values";
import { defaultOf, fieldValue, isEmpty, presetOf } from "../form/schema";
import type { Preset, Values } from "../form/types";
import { parseDuration } from "../lib/duration";
import { JwtAuthError } from "../lib/errors";
import type { JsonObject } from "../lib/json";
import { stepsOf } from "../lib/json-path";
import { trim } from "../lib/repair";
import { readUrlSource, type UrlSource } from "./url-source";

/** A Document360 reader to sign in. */
export interface Reader {
  userName?: string;
  email?: string;
  firstName?: string;
  lastName?: string;
  groupIds: string[];
  /** In seconds. Undefined for the server's default. */
  validity?: number;
}

/** The form's settings for what happens to a JWT. Hidden or omitted fields are undefined. */
export type ExchangeSettings = OpenExchangeSettings & ExchangeSecrets;

/** Those that are secret, or can be. */
export interface ExchangeSecrets {
  clientSecret?: string;
  tokenParameters: JsonObject;
}

export interface OpenExchangeSettings {
  flow: string;
  /** As entered: `$` references are resolved for each token. The same goes for client ID, scope, and parameters. */
  tokenUrl?: string;
  /** What the token URL is derived from. Undefined if the user entered it. */
  urlSource?: UrlSource;
  clientId?: string;
  /** How a client secret is sent: `basic` or `body`. */
  clientAuthentication: string;
  scope?: string;
  /** What only the JWT contains, which refers to it. */
  onlyInJwt: readonly FieldName[];
  /** How an exchange sends the JWT: `header`, `json`, or `form`. */
  exchangeAs: string;
  /** Name of the JSON property or form parameter that contains it. */
  exchangeName?: string;
  /** Path of the token in the response. */
  tokenProperty: string;
  /** Whether the user or the preset has set that path, so that no other property can be the token. */
  isOwnTokenProperty: boolean;
  /** Fields that text can refer to, and that the user has not filled in yet. */
  pending: readonly FieldName[];
  /** Whether the access token is bound to a key (RFC 9449). */
  dpop: boolean;
  /** Whether a JWT is reused if it is sent itself. */
  reusesJwt: boolean;
  /** How many seconds to reuse a JWT without `exp`. Undefined to use it only once. */
  reuseSeconds?: number;
  reader: Reader;
  /** Whether the JWT authenticates the client, so that the server says which algorithms it accepts. */
  isForClient: boolean;
  /** Whether its audience is the server's issuer if that is known, because nothing else is entered. */
  isForServer: boolean;
  /** Whether issuer and subject are filled in, so that they do not need a client ID. */
  hasOwnParties: boolean;
  /** What to do if the preset's service rejects a token request, by its reason. */
  remedies?: Preset["remedies"];
}

/**
 * Reads the secret settings. The word "none" has no special meaning in a secret.
 *
 * @throws JwtAuthError for the first field with an invalid value
 */
export const readExchangeSecrets = (values: Values): ExchangeSecrets => ({
  clientSecret: applies("clientSecret", values) ? trim(readRaw("clientSecret", values)) : undefined,
  tokenParameters: applies("tokenParameters", values) ? readObject("tokenParameters", values) : new Map(),
});

/**
 * Reads the form's settings for its flow.
 *
 * @throws JwtAuthError for the first field with an invalid value
 */
export function readExchangeSettings(values: Values): OpenExchangeSettings {
  // An unknown preset would otherwise be ignored, which would create a different token.
  readSelect("preset", values);
  const text = (name: FieldName) => (applies(name, values) ? readText(name, values) || undefined : undefined);
  const choice = (name: FieldName) => (applies(name, values) ? readSelect(name, values) : "");
  const { reuseFor, remedies, onlyInJwt = [], fields: presetFields } = presetOf(values) ?? {};
  const flow = readSelect("flow", values);
  const isForClient = flow === "client-assertion";
  const hasOwnAudience = !isEmpty(values.audience) || presetFields?.audience?.default !== undefined;
  return {
    flow,
    tokenUrl: text("tokenUrl"),
    urlSource: readUrlSource(values),
    clientId: text("clientId"),
    clientAuthentication: choice("clientAuthentication"),
    scope: text("scope"),
    onlyInJwt,
    exchangeAs: choice("exchangeAs"),
    exchangeName: text("exchangeName"),
    ...readTokenProperty(values),
    pending: PENDING.filter((name) => applies(name, values) && isEmpty(values[name])),
    dpop: isProven(values),
    reusesJwt: applies("reuse", values) && readSelect("reuse", values) === "until-expiry",
    reuseSeconds: reuseFor === undefined ? undefined : parseDuration("reuse", reuseFor),
    reader: {
      userName: text("userName"),
      email: text("email"),
      firstName: text("firstName"),
      lastName: text("lastName"),
      groupIds: (text("readerGroupIds") ?? "").split(/[,\n]/).flatMap((id) => trim(id) || []),
      validity: applies("tokenValidity", values)
        ? readOptional("tokenValidity", values, parseDuration)
        : undefined,
    },
    isForClient,
    isForServer: isForClient && !hasOwnAudience,
    hasOwnParties: !isEmpty(values.issuer) && !isEmpty(values.subject),
    remedies,
  };
}

const PENDING: readonly FieldName[] = ["clientId", "tokenUrl"];

/** Whether the form's settings are for a token that needs a proof on every request. */
export const isProven = (values: Values): boolean =>
  applies("dpop", values) && readSelect("dpop", values) === "on";

function readTokenProperty(
  values: Values,
): Pick<OpenExchangeSettings, "tokenProperty" | "isOwnTokenProperty"> {
  const name = "tokenProperty";
  if (!applies(name, values)) return { tokenProperty: "", isOwnTokenProperty: false };
  const usual = defaultOf(name, { flow: fieldValue("flow", values) }) ?? "";
  // As JSONPath is written elsewhere.
  const tokenProperty = (readText(name, values) ?? "").replace(/^\$(?:\.|(?=\[))/, "") || usual;
  if (!stepsOf(tokenProperty))
    throw new JwtAuthError(name, "Invalid path. Use a path such as id_token or auth.client_token.");
  const isOwnTokenProperty = tokenProperty !== usual;
  if (isOwnTokenProperty && isProven(values))
    throw new JwtAuthError(
      name,
      "With DPoP, only the access_token can be sent. Clear this field, or turn off DPoP.",
    );
  return { tokenProperty, isOwnTokenProperty };
}
