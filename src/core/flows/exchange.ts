import { JwtAuthError } from "../lib/errors";
import { accessTokenReader } from "./access-token";
import { checkClient, clientOf } from "./client-identity";
import { type Endpoint, type Flow, need } from "./flow";
import { grantRequest } from "./grant-request";
import { withAdditional } from "./parameters";
import type { Parameter } from "./token-request";
import { tokenUrlOf } from "./token-url";

/** Parameters that other fields set. */
const OF_FORM = ["client_id", "client_secret", "scope"];

/**
 * The JWT is exchanged for another token: it is sent as a Bearer token, a JSON property, or a form parameter. As a form
 * parameter, with the others of RFC 8693, this is token exchange.
 */
export const exchange: Flow = (settings) => {
  const { tokenUrl, exchangeAs, exchangeName, urlSource } = settings;
  need("tokenUrl", tokenUrl);
  const name = exchangeAs === "header" ? "" : need("exchangeName", exchangeName);
  if (exchangeAs === "form" && OF_FORM.includes(name))
    throw new JwtAuthError("exchangeName", "Another field sets this parameter. Enter a different name.");
  checkClient(settings);
  const request: Endpoint["request"] = (assertion, resolver, keySecret) => {
    const jwt: Parameter = { name, value: assertion, isSecret: true };
    if (exchangeAs === "form")
      return grantRequest(settings, resolver, [jwt], clientOf(settings, resolver, keySecret), [name]);
    const isBearer = exchangeAs === "header";
    const own = isBearer ? [] : [jwt];
    const parameters = withAdditional(own, settings, resolver, "json", isBearer ? [] : [name]);
    return {
      url: tokenUrlOf(resolver, urlSource),
      format: parameters.length > 0 ? "json" : undefined,
      parameters,
      bearer: isBearer ? assertion : undefined,
    };
  };
  return { reuses: true, discovery: "url", endpoint: { request, read: accessTokenReader(settings) } };
};
