import { readAccessToken } from "./access-token";
import { type Endpoint, type Flow, need } from "./flow";
import { grantRequest } from "./grant-request";
import type { Parameter } from "./token-request";

/** The JWT is an authorization grant (RFC 7523 section 2.1). A client with a secret sends that too. */
export const jwtBearer: Flow = (settings) => {
  need("tokenUrl", settings.tokenUrl);
  const { clientSecret } = settings;
  if (clientSecret) need("clientId", settings.clientId, "Required with a client secret.");
  const request: Endpoint["request"] = (assertion, resolver) => {
    const clientId = resolver.field("clientId");
    const grant: Parameter[] = [
      { name: "grant_type", value: "urn:ietf:params:oauth:grant-type:jwt-bearer" },
      { name: "assertion", value: assertion, isSecret: true },
    ];
    if (!clientId || !clientSecret)
      return grantRequest(settings, resolver, [...grant, { name: "client_id", value: clientId }]);
    return grantRequest(settings, resolver, grant, {
      id: clientId,
      secret: clientSecret,
      isFormEncoded: true,
    });
  };
  return { reuses: true, endpoint: { request, read: readAccessToken } };
};
