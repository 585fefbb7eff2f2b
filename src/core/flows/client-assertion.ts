import { readAccessToken } from "./access-token";
import type { Endpoint, Flow } from "./flow";
import { formRequest } from "./form-request";
import { need } from "./need";

/** The JWT authenticates the client (RFC 7523 section 2.2), which asks for a token of its own (RFC 6749 section 4.4). */
export const clientAssertion: Flow = (settings) => {
  need("tokenUrl", settings.tokenUrl);
  if (!settings.hasOwnParties) need("clientId", settings.clientId);
  const ask: Endpoint["ask"] = (assertion, expansion) =>
    formRequest(settings, expansion, {
      grant_type: "client_credentials",
      client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
      client_assertion: assertion,
      client_id: expansion.field("clientId"),
    });
  return { reuses: true, endpoint: { ask, read: readAccessToken } };
};
