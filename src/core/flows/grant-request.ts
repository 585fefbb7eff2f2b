import { JwtAuthError } from "../lib/errors";
import { type Json, JsonNumber, type JsonObject } from "../lib/json";
import { quote } from "../lib/words";
import type { ExchangeSettings } from "../settings/exchange";
import type { Resolver } from "../token/resolve";
import type { ClientCredentials, Parameter, TokenRequest } from "./token-request";
import { tokenUrlOf } from "./token-url";

const FIELD = "tokenParameters";

/** Parameters that only the flow may set. */
const RESERVED = ["grant_type", "assertion", "client_assertion_type", "client_assertion"];

/** In total, with each item of a list. Servers accept fewer. */
const MAX_PARAMETERS = 200;

/**
 * Parameters whose values can be shown (RFC 6749, RFC 8693, RFC 8707, and common names of a tenant or version). Any other can
 * be a secret, whatever its name is.
 */
const SHOWN = new Set([
  ...["audience", "client_id", "redirect_uri", "resource", "response_mode", "response_type", "scope"],
  ...[
    "actor_token_type",
    "requested_token_type",
    "requested_token_use",
    "subject_token_type",
    "token_format",
  ],
  ...["account_id", "api_version", "connection", "organization", "realm", "tenant", "tenant_id", "version"],
]);

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
  const parameters = [
    ...ofForm.filter(({ name }) => !additional.has(name)),
    ...Array.from(additional).flatMap(([name, json]) => parametersOf(name, json)),
  ];
  if (parameters.length > MAX_PARAMETERS)
    throw new JwtAuthError(
      FIELD,
      `Over ${MAX_PARAMETERS} parameters, more than servers accept. Remove some.`,
    );
  return { format: "form", parameters, url: tokenUrlOf(resolver, settings.urlSource), client };
}

/** Each item of a list is sent as a separate parameter (RFC 8707 section 2). */
function parametersOf(name: string, json: Json): Parameter[] {
  if (RESERVED.includes(name)) throw refuse(name, "is set by the flow. Remove it");
  const isSecret = !SHOWN.has(name);
  return (Array.isArray(json) ? json : [json]).map((value) => {
    if (typeof value === "string") return { name, value, isSecret };
    if (value instanceof JsonNumber) return { name, value: value.text, isSecret };
    if (typeof value === "boolean") return { name, value: String(value) };
    throw refuse(name, "can't be sent as a form field. Use a string or a list of strings");
  });
}

const refuse = (name: string, problem: string): JwtAuthError =>
  new JwtAuthError(FIELD, `The parameter ${quote(name)} ${problem}.`);
