import type { ExchangeSettings } from "../settings/exchange";
import type { AuthorizationServer } from "../token/signing-key";
import type { Exchange } from "./flow";
import { canBeIssuer, readMetadataUrl } from "./metadata-url";

/** What is known of the server at a discovery URL before its metadata is: the issuer. Undefined for other URLs. */
export function serverToBe({ tokenUrl = "" }: ExchangeSettings): AuthorizationServer | undefined {
  const { issuer, url } = (isResolved(tokenUrl) && readMetadataUrl(tokenUrl)) || {};
  return issuer && url ? { issuer, tokenEndpoint: url } : undefined;
}

const isResolved = (text: string): boolean => !text.includes("$");

const FROM_METADATA = "The server's metadata at this URL gives the token endpoint when the request is sent.";
const FROM_ISSUER =
  "If this is the server's issuer, its metadata gives the token endpoint when the request is sent.";

/**
 * What the form says of a token request whose endpoint is not known before the request is sent.
 *
 * @param lines the request as if the token URL were the endpoint
 */
export function describeDiscovery(
  lines: string[],
  url: string,
  { discovery, note }: Exchange,
): { tokenRequest: string[]; note?: string } {
  if (discovery && readMetadataUrl(url)) {
    const [first = "", ...others] = lines;
    const requests = [first.replace(/^POST/, "GET"), "POST <token_endpoint>"];
    return { tokenRequest: [...requests, ...others], note: FROM_METADATA };
  }
  return { tokenRequest: lines, note: discovery === "issuer" && canBeIssuer(url) ? FROM_ISSUER : note };
}
