import { describeText, type HttpResponse, isRedirect, isWebUrl, parseUrl } from "../lib/http";
import type { AuthorizationServer } from "../token/signing-key";
import { isIssuer, type MetadataUrl } from "./metadata-url";
import { parseMembers } from "./response-members";
import { serverWords } from "./server-words";

/** What an authorization server says of itself (RFC 8414 section 2, RFC 9449 section 5.1). */
export interface ServerMetadata extends AuthorizationServer {
  /** Algorithms for DPoP proofs. Undefined if it does not say. */
  proofAlgorithms?: readonly string[];
}

/** Why a response is not the metadata of the server that was asked: what follows the server as a subject, without a period. */
export class NoMetadata extends Error {
  constructor(
    message: string,
    /** Whether there is none, or none at the moment, or some that cannot be used. */
    readonly kind: "missing" | "unavailable" | "unusable",
  ) {
    super(message);
  }
}

/** More than any server lists. */
const MAX_ALGORITHMS = 100;

const CHECK = "Check the URL, or enter the token endpoint";

/**
 * Reads a server's metadata. If it names another issuer, it could be from a server that pretends to be that one (RFC 8414
 * section 3.3).
 *
 * @param shown returns text of the server as it can be shown
 * @throws NoMetadata
 */
export function readMetadata(
  response: HttpResponse,
  { issuer: asked }: MetadataUrl,
  shown: (text: string) => string,
): ServerMetadata {
  const { status, text } = response;
  if (isRedirect(status)) throw missing(`redirects (status ${status}). Enter the final URL`);
  const members = parseMembers(text ?? "");
  if (status !== 200) {
    const words = shown(serverWords(response, members)?.parts.join(": ") ?? "");
    const problem = `returned status ${status} instead of metadata${words && `: ${words}`}. ${CHECK}`;
    throw new NoMetadata(problem, status >= 500 || status === 429 ? "unavailable" : "missing");
  }
  if (text === undefined) throw missing(`returned more than 1 MiB instead of metadata. ${CHECK}`);
  const { issuer, token_endpoint: tokenEndpoint } = members ?? {};
  if (typeof issuer !== "string")
    throw missing(`returned ${members ? "other JSON" : describeText(text)} instead of metadata. ${CHECK}`);
  if (!isIssuer(issuer, asked)) throw unusable(describeOther(issuer, shown));
  if (!isUrl(tokenEndpoint)) throw unusable(`metadata without a token_endpoint. ${ENTER}`);
  // The connection has to be as secure as that to the issuer.
  if (new URL(tokenEndpoint).protocol === "http:" && new URL(asked).protocol === "https:")
    throw unusable(`metadata whose token_endpoint doesn't start with https://. ${ENTER}`);
  return {
    issuer,
    tokenEndpoint,
    assertionAlgorithms: textsIn(members?.token_endpoint_auth_signing_alg_values_supported),
    proofAlgorithms: textsIn(members?.dpop_signing_alg_values_supported),
  };
}

const ENTER = "Enter the URL of the token endpoint";

const missing = (problem: string) => new NoMetadata(problem, "missing");
const unusable = (problem: string) => new NoMetadata(`returned ${problem}`, "unusable");

/** The other issuer is shown in a form in which no letter looks like another one. */
function describeOther(issuer: string, shown: (text: string) => string): string {
  const name = shown(issuer.includes("{") ? issuer : (parseUrl(issuer)?.href ?? "…"));
  // Microsoft Entra's metadata for all tenants.
  const remedy = issuer.includes("{tenantid}") ? "Enter your tenant's ID in the URL" : CHECK;
  return `metadata for a different issuer, ${name}. ${remedy}`;
}

/** Browsers and servers allow about as much. */
const MAX_URL_CHARS = 8 * 1024;

/** Whether tokens can be requested there. */
function isUrl(url: unknown): url is string {
  if (typeof url !== "string" || url.length > MAX_URL_CHARS || !isWebUrl(url)) return false;
  const { username, password } = new URL(url);
  return username === "" && password === "";
}

function textsIn(list: unknown): string[] | undefined {
  const items = Array.isArray(list) ? list.slice(0, MAX_ALGORITHMS) : [];
  const texts = items.filter((item) => typeof item === "string");
  return texts.length > 0 ? texts : undefined;
}
