import { JwtAuthError } from "../lib/errors";
import { type Json, JsonNumber, type JsonObject } from "../lib/json";
import { quote } from "../lib/words";
import type { ExchangeSettings } from "../settings/exchange";
import type { Resolver } from "../token/resolve";
import { type ClientCredentials, type Parameter, type TokenRequest, tokenUrlOf } from "./token-request";

const FIELD = "tokenParameters";

/** Parameters that only the flow may set. */
const RESERVED = ["grant_type", "assertion", "client_assertion_type", "client_assertion"];

/** Names of additional parameters whose values must not be shown. */
const SECRET = /secret|password|assertion$|token$/i;

/**
 * Builds a request to a token endpoint (RFC 6749 section 3.2). The user's additional parameters override the form's fields.
 *
 * @param own the flow's parameters
 * @throws JwtAuthError if the URL or a parameter cannot be sent
 */
export function grantRequest(
  settings: ExchangeSettings,
  resolver: Resolver,
  own: Parameter[],
  client?: ClientCredentials,
): TokenRequest {
  const ofForm = [...own, { name: "scope", value: resolver.field("scope") }];
  const additional = resolver.json(FIELD, settings.tokenParameters) as JsonObject;
  return {
    format: "form",
    parameters: [
      ...ofForm.filter(({ name }) => !additional.has(name)),
      ...Array.from(additional).flatMap(([name, json]) =>
        textsOf(name, json).map((value) => ({ name, value, isSecret: SECRET.test(name) })),
      ),
    ],
    url: tokenUrlOf(resolver),
    client,
  };
}

/** A parameter's values. Each item of a list is sent as a separate parameter (RFC 8707 section 2). */
function textsOf(name: string, json: Json): string[] {
  if (RESERVED.includes(name)) throw refuse(name, "is set by the flow. Remove it");
  return (Array.isArray(json) ? json : [json]).map((value) => {
    if (typeof value === "string") return value;
    if (value instanceof JsonNumber) return value.text;
    if (typeof value === "boolean") return String(value);
    throw refuse(name, "can't be sent as a form field. Use a string or a list of strings");
  });
}

const refuse = (name: string, problem: string): JwtAuthError =>
  new JwtAuthError(FIELD, `The parameter ${quote(name)} ${problem}.`);
