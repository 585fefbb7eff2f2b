import { readAccessToken } from "./access-token";
import { basic } from "./basic";
import type { Endpoint, Flow } from "./flow";
import { formRequest } from "./form-request";
import { need } from "./need";

/** The JWT is an authorization grant (RFC 7523 section 2.1). A client that has a secret tells it too. */
export const jwtBearer: Flow = (settings) => {
  need("tokenUrl", settings.tokenUrl);
  const { clientSecret } = settings;
  if (clientSecret) need("clientId", settings.clientId);
  const ask: Endpoint["ask"] = (assertion, expansion) => {
    const clientId = expansion.field("clientId");
    const grant = { grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer", assertion };
    if (!clientId || !clientSecret)
      return formRequest(settings, expansion, { ...grant, client_id: clientId });
    return formRequest(settings, expansion, grant, basic(encode(clientId), encode(clientSecret)));
  };
  return { reuses: true, endpoint: { ask, read: readAccessToken } };
};

/** OAuth encodes both before they are joined (RFC 6749 section 2.3.1). */
const encode = (text: string): string => new URLSearchParams({ "": text }).toString().slice(1);
