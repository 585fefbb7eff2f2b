import { accessTokenReader } from "./access-token";
import { checkClient, clientOf } from "./client-identity";
import { type Endpoint, type Flow, need } from "./flow";
import { grantRequest } from "./grant-request";
import type { Parameter } from "./token-request";

/** The JWT is an authorization grant (RFC 7523 section 2.1). A client with a secret sends that too. */
export const jwtBearer: Flow = (settings) => {
  need("tokenUrl", settings.tokenUrl);
  checkClient(settings);
  const request: Endpoint["request"] = (assertion, resolver, keySecret) => {
    const grant: Parameter[] = [
      { name: "grant_type", value: "urn:ietf:params:oauth:grant-type:jwt-bearer" },
      { name: "assertion", value: assertion, isSecret: true },
    ];
    return grantRequest(settings, resolver, grant, clientOf(settings, resolver, keySecret));
  };
  return { reuses: true, discovery: "issuer", endpoint: { request, read: accessTokenReader(settings) } };
};
