import { accessTokenReader } from "./access-token";
import { type Endpoint, type Flow, need } from "./flow";
import { grantRequest } from "./grant-request";
import type { Parameter } from "./token-request";

/** The JWT authenticates the client (RFC 7523 section 2.2), which requests a token for itself (RFC 6749 section 4.4). */
export const clientAssertion: Flow = (settings) => {
  need("tokenUrl", settings.tokenUrl);
  if (!settings.hasOwnParties) need("clientId", settings.clientId);
  const request: Endpoint["request"] = (assertion, resolver) => {
    const grant: Parameter[] = [
      { name: "grant_type", value: "client_credentials" },
      { name: "client_assertion_type", value: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer" },
      { name: "client_assertion", value: assertion, isSecret: true },
    ];
    const clientId = settings.onlyInJwt.includes("clientId") ? undefined : resolver.field("clientId");
    return grantRequest(settings, resolver, grant, { parameters: [{ name: "client_id", value: clientId }] });
  };
  return { reuses: true, discovery: "issuer", endpoint: { request, read: accessTokenReader(settings) } };
};
