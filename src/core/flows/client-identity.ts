import type { ExchangeSettings } from "../settings/exchange";
import type { Resolver } from "../token/resolve";
import { need } from "./flow";
import type { KeySecret } from "./key-secret";
import type { ClientCredentials, Parameter } from "./token-request";
import { tokenUrlOf } from "./token-url";

/** What tells a server which client requests a token: parameters, or credentials as HTTP Basic. */
export interface ClientIdentity {
  parameters: Parameter[];
  credentials?: ClientCredentials;
}

/** @throws JwtAuthError if there is a client secret without a client ID */
export function checkClient({ clientId, clientSecret }: ExchangeSettings): void {
  if (clientSecret) need("clientId", clientId, "Required with a client secret.");
}

/**
 * The client's ID, and its secret if it has one, sent as HTTP Basic or as parameters (RFC 6749 section 2.3.1).
 *
 * @param keySecret used if the user entered no secret
 */
export function clientOf(
  settings: ExchangeSettings,
  resolver: Resolver,
  keySecret?: KeySecret,
): ClientIdentity {
  const { clientSecret, clientAuthentication, urlSource } = settings;
  const id = resolver.field("clientId");
  const secret = clientSecret || (id && keySecret?.(tokenUrlOf(resolver, urlSource)));
  if (id && secret && clientAuthentication === "basic")
    return { parameters: [], credentials: { id, secret, isFormEncoded: true } };
  const ofSecret = id && secret ? [{ name: "client_secret", value: secret, isSecret: true }] : [];
  return { parameters: [{ name: "client_id", value: id }, ...ofSecret] };
}
