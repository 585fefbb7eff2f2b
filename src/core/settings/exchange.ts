import type { FieldName } from "../../field-name";
import { applies, readObject, readOptional, readRaw, readSelect, readText } from "../form/field-values";
import { isEmpty, presetOf } from "../form/schema";
import type { Values } from "../form/types";
import type { JsonObject } from "../lib/json";
import { parseDuration } from "../lib/time";

/** A reader of Document360 who is to be signed in. */
export interface Reader {
  userName?: string;
  email?: string;
  firstName?: string;
  lastName?: string;
  groupIds: string[];
  /** Seconds; undefined: the server's own. */
  validity?: number;
}

/** What the form says of what becomes of a JWT. A field that is hidden or left out is undefined. */
export interface ExchangeSettings {
  flow: string;
  /** As it was typed: what it refers to with `$` is filled in for each token. So are client ID, scope and parameters. */
  tokenUrl?: string;
  clientId?: string;
  clientSecret?: string;
  scope?: string;
  tokenParameters: JsonObject;
  /** Whether a JWT that is sent itself is used again. */
  reusesJwt: boolean;
  /** For how many seconds, where it has no `exp`; undefined: once. */
  reuseSeconds?: number;
  reader: Reader;
  /** Whether issuer and subject are filled in, so that no client ID is needed for them. */
  hasOwnParties: boolean;
}

/**
 * Reads what the form says of its flow.
 *
 * @throws JwtAuthError for the first field whose value cannot be used
 */
export function readExchangeSettings(values: Values): ExchangeSettings {
  // A preset that does not exist would pass for none, and the token would be another than the one that was asked for.
  readSelect("preset", values);
  const text = (name: FieldName) =>
    applies(name, values) ? readText(name, values)?.trim() || undefined : undefined;
  const { reuseFor } = presetOf(values) ?? {};
  return {
    flow: readSelect("flow", values),
    tokenUrl: text("tokenUrl"),
    clientId: text("clientId"),
    // No word stands for anything in a secret.
    clientSecret: applies("clientSecret", values) ? readRaw("clientSecret", values).trim() : undefined,
    scope: text("scope"),
    tokenParameters: applies("tokenParameters", values) ? readObject("tokenParameters", values) : new Map(),
    reusesJwt: applies("reuse", values) && readSelect("reuse", values) === "until-expiry",
    reuseSeconds: reuseFor === undefined ? undefined : parseDuration("reuse", reuseFor),
    reader: {
      userName: text("userName"),
      email: text("email"),
      firstName: text("firstName"),
      lastName: text("lastName"),
      groupIds: (text("readerGroupIds") ?? "").split(/[,\n]/).flatMap((id) => id.trim() || []),
      validity: applies("tokenValidity", values)
        ? readOptional("tokenValidity", values, parseDuration)
        : undefined,
    },
    hasOwnParties: !isEmpty(values.issuer) && !isEmpty(values.subject),
  };
}
