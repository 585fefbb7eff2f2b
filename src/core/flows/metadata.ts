import { describeText, isRedirect, isWebUrl } from "../lib/http";
import type { AuthorizationServer } from "../token/signing-key";
import { isSameIssuer, type MetadataUrl } from "./metadata-url";

/** What an authorization server says of itself (RFC 8414 section 2, RFC 9449 section 5.1). */
export interface ServerMetadata extends AuthorizationServer {
  /** Algorithms for DPoP proofs. Undefined if it does not say. */
  proofAlgorithms?: readonly string[];
}

/** Why a response is not the metadata of the server that was asked: a sentence without its period. */
export class NoMetadata extends Error {
  constructor(
    message: string,
    /** Whether there is none, or none at the moment, or some that cannot be used. */
    readonly kind: "missing" | "unavailable" | "unusable" = "missing",
  ) {
    super(message);
  }
}

/** More than any server lists. */
const MAX_ALGORITHMS = 100;

/**
 * Reads a server's metadata. What names another issuer could be from a server that wants to be taken for that one (RFC 8414
 * section 3.3).
 *
 * @param text undefined if it is too long
 * @param shown returns text of the server as it can be shown
 * @throws NoMetadata
 */
export function readMetadata(
  { status, text }: { status: number; text: string | undefined },
  { issuer: asked }: MetadataUrl,
  shown: (text: string) => string,
): ServerMetadata {
  const EXPECTED = "instead of the server's metadata. Check the URL, or enter the token endpoint";
  if (isRedirect(status)) throw new NoMetadata(`redirects (status ${status}). Enter the final URL`);
  if (status !== 200) {
    const isTemporary = status >= 500 || status === 429;
    throw new NoMetadata(`returned status ${status} ${EXPECTED}`, isTemporary ? "unavailable" : "missing");
  }
  if (text === undefined) throw new NoMetadata(`returned more than 1 MiB ${EXPECTED}`);
  const members = parse(text);
  if (typeof members?.issuer !== "string")
    throw new NoMetadata(`returned ${members ? "other JSON" : describeText(text)} ${EXPECTED}`);
  const { issuer, token_endpoint: tokenEndpoint } = members;
  if (!isSameIssuer(issuer, asked))
    throw unusable(
      `metadata of another issuer, ${shown(issuer)}. Enter that one if it's the server that you mean`,
    );
  if (!isUrl(tokenEndpoint)) throw unusable(`metadata without a token_endpoint. ${ENTER}`);
  // The connection has to be as secure as that to the issuer.
  if (new URL(tokenEndpoint).protocol === "http:" && new URL(asked).protocol === "https:")
    throw unusable(`metadata whose token_endpoint doesn't start with https://. ${ENTER}`);
  return {
    issuer,
    tokenEndpoint,
    assertionAlgorithms: namesIn(members.token_endpoint_auth_signing_alg_values_supported),
    proofAlgorithms: namesIn(members.dpop_signing_alg_values_supported),
  };
}

const ENTER = "Enter the URL of the token endpoint";

const unusable = (problem: string) => new NoMetadata(`returned ${problem}`, "unusable");

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const json: unknown = JSON.parse(text.trim());
    return typeof json === "object" && json !== null && !Array.isArray(json) ? { ...json } : undefined;
  } catch {
    return undefined;
  }
}

/** Browsers and servers allow about as much. */
const MAX_URL_CHARS = 8 * 1024;

/** Whether tokens can be requested there. */
function isUrl(url: unknown): url is string {
  if (typeof url !== "string" || url.length > MAX_URL_CHARS || !isWebUrl(url)) return false;
  const { username, password } = new URL(url);
  return username === "" && password === "";
}

function namesIn(list: unknown): string[] | undefined {
  const names = Array.isArray(list) ? list.slice(0, MAX_ALGORITHMS) : [];
  const texts = names.filter((name) => typeof name === "string");
  return texts.length > 0 ? texts : undefined;
}
