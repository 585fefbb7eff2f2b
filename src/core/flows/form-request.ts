import { JwtAuthError } from "../errors";
import type { FlowSettings } from "../flow-settings";
import { type Json, JsonNumber, type JsonObject } from "../json";
import type { Expansion } from "../references";
import type { BasicCredentials } from "./basic";
import type { TokenRequest } from "./flow";
import { tokenUrlOf } from "./token-url";

const FIELD = "tokenParameters";

/** What a flow says itself and nobody types. */
const RESERVED = ["grant_type", "assertion", "client_assertion_type", "client_assertion"];

/** Parameters that are as secret as a password, whoever typed them. */
const SECRET = /secret|password|assertion$|token$/i;

/**
 * A request to a token endpoint (RFC 6749 section 3.2). The user's further parameters beat the form's fields.
 *
 * @param parameters those of the flow; what is undefined is left out
 * @throws JwtAuthError for a URL or a parameter that cannot be sent
 */
export function formRequest(
  settings: FlowSettings,
  expansion: Expansion,
  parameters: Record<string, string | undefined>,
  client?: BasicCredentials,
): TokenRequest {
  const own = { ...parameters, scope: expansion.field("scope") };
  const further = expansion.json(FIELD, settings.tokenParameters) as JsonObject;
  const pairs = [
    ...Object.entries(own).flatMap(([name, value]) =>
      value === undefined || further.has(name) ? [] : [[name, value]],
    ),
    ...Array.from(further).flatMap(([name, value]) => textsOf(name, value).map((text) => [name, text])),
  ];
  return {
    url: tokenUrlOf(expansion),
    headers: [
      { name: "Content-Type", value: "application/x-www-form-urlencoded" },
      { name: "Accept", value: "application/json" },
      ...(client ? [client.header] : []),
    ],
    body: new URLSearchParams(pairs).toString(),
    secrets: [
      ...pairs.flatMap(([name = "", value = ""]) => (SECRET.test(name) ? value : [])),
      ...(client?.secrets ?? []),
    ],
  };
}

/** A parameter's values: a list is sent as one parameter for each (RFC 8707 section 2). */
function textsOf(name: string, json: Json): string[] {
  if (RESERVED.includes(name))
    throw refuse("reserved-member", name, "cannot be set, since the flow sets it. Remove it");
  return (Array.isArray(json) ? json : [json]).map((value) => {
    if (typeof value === "string") return value;
    if (value instanceof JsonNumber) return value.text;
    if (typeof value === "boolean") return String(value);
    throw refuse("invalid-value", name, "cannot be sent as a form field. Type text, or a list of texts");
  });
}

const refuse = (code: "reserved-member" | "invalid-value", name: string, problem: string): JwtAuthError =>
  new JwtAuthError(code, FIELD, `${JSON.stringify(name)} ${problem}.`);
