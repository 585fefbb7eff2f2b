import type { ExchangeSettings } from "../settings/exchange";
import type { Resolver } from "../token/resolve";
import type { ClientIdentity } from "./client-identity";
import { withAdditional } from "./parameters";
import type { Parameter, TokenRequest } from "./token-request";
import { tokenUrlOf } from "./token-url";

/** Parameters that only a grant may set. */
const OF_GRANTS = ["grant_type", "assertion", "client_assertion_type", "client_assertion"];

/**
 * Builds a request to a token endpoint (RFC 6749 section 3.2). The user's additional parameters override the form's fields.
 *
 * @param own the flow's parameters
 * @param reserved names of those that only the flow may set
 * @throws JwtAuthError if the URL or a parameter cannot be sent
 */
export function grantRequest(
  settings: ExchangeSettings,
  resolver: Resolver,
  own: Parameter[],
  { parameters: ofClient, credentials }: ClientIdentity,
  reserved: readonly string[] = OF_GRANTS,
): TokenRequest {
  const scope = settings.onlyInJwt.includes("scope") ? undefined : resolver.field("scope");
  const ofForm = [...own, ...ofClient, { name: "scope", value: scope }];
  const parameters = withAdditional(ofForm, settings, resolver, "form", reserved);
  return { format: "form", parameters, url: tokenUrlOf(resolver, settings.urlSource), client: credentials };
}
