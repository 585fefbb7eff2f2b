import { JwtAuthError } from "../lib/errors";
import { type Json, JsonNumber, type JsonObject } from "../lib/json";
import { quote } from "../lib/words";
import type { ExchangeSettings } from "../settings/exchange";
import type { Resolver } from "../token/resolve";
import type { Parameter, TokenRequest } from "./token-request";

const FIELD = "tokenParameters";

/** In total, with each item of a list. Servers accept fewer. */
const MAX_PARAMETERS = 200;

/**
 * Parameters whose values can be shown (RFC 6749, RFC 8693, RFC 8707, and common names of a role, tenant, or version). Any other
 * can be a secret, whatever its name is.
 */
const SHOWN = new Set([
  ...["audience", "client_id", "grant_type", "redirect_uri", "resource", "response_mode", "response_type"],
  ...["actor_token_type", "requested_token_type", "requested_token_use", "scope", "subject_token_type"],
  ...["token_format", "account_id", "api_version", "connection", "organization", "realm", "role", "tenant"],
  ...["tenant_id", "version"],
]);

/**
 * The parameters of a token request: the flow's own, then the user's, which override them.
 *
 * @param reserved names that only the flow may set
 * @throws JwtAuthError if a parameter cannot be sent
 */
export function withAdditional(
  own: Parameter[],
  { tokenParameters }: ExchangeSettings,
  resolver: Resolver,
  format: TokenRequest["format"],
  reserved: readonly string[],
): Parameter[] {
  const additional = resolver.json(FIELD, tokenParameters) as JsonObject;
  const parameters = [
    ...own.filter(({ name }) => !additional.has(name)),
    ...Array.from(additional).flatMap(([name, json]) => {
      if (reserved.includes(name)) throw refuse(name, "is set by the flow. Remove it");
      const isSecret = !SHOWN.has(name);
      if (format === "json") return { name, value: json, isSecret };
      return formValues(name, json).map((value) => ({
        name,
        value,
        isSecret: isSecret && typeof value !== "boolean",
      }));
    }),
  ];
  if (parameters.length > MAX_PARAMETERS)
    throw new JwtAuthError(
      FIELD,
      `Over ${MAX_PARAMETERS} parameters, more than servers accept. Remove some.`,
    );
  return parameters;
}

/** Each item of a list is sent as a separate parameter (RFC 8707 section 2). */
function formValues(name: string, json: Json): Json[] {
  const values = Array.isArray(json) ? json : [json];
  if (values.every((value) => ["string", "boolean"].includes(typeof value) || value instanceof JsonNumber))
    return values;
  throw refuse(name, "can't be sent as a form field. Use a string or a list of strings");
}

const refuse = (name: string, problem: string): JwtAuthError =>
  new JwtAuthError(FIELD, `The parameter ${quote(name)} ${problem}.`);
