import { JwtAuthError } from "../lib/errors";
import { NoResponse, type Send, serverAt } from "../lib/http";
import { keepRecent } from "../lib/recent";
import type { UrlSource } from "../settings/url-source";
import { ask } from "./ask";
import { NoMetadata, readMetadata, type ServerMetadata } from "./metadata";
import { canBeIssuer, type MetadataUrl, metadataUrlsOf, readMetadataUrl } from "./metadata-url";

/** How long metadata is used, and how long a server is not asked again that did not respond as it should. */
const MAX_AGE_MILLISECONDS = 60 * 60 * 1000;
const RETRY_MILLISECONDS = 60 * 1000;
const MAX_SERVERS = 32;

interface Known {
  /** Unix timestamps in milliseconds. */
  since: number;
  until: number;
  metadata: Promise<ServerMetadata | undefined>;
}

/** The newest metadata, by what has the settings and by token URL. */
const servers = new Map<string, Known>();

/** Requests metadata again before it is used the next time. */
export const forgetMetadata = (): void => servers.clear();

/** What a discovery needs. */
export interface Discovery {
  send: Send;
  /** The token URL, which may be that of the metadata, or the issuer. */
  url: string;
  /** Whether it may be the issuer, so that the server is asked whether it is. */
  isIssuerAllowed: boolean;
  source?: UrlSource;
  /** Identifies what has the settings: with another proxy, the server can be another one. */
  holder: string;
  /** Unix timestamp in milliseconds. */
  now: number;
  /** Returns text of the server as it can be shown. */
  shown: (text: string) => string;
}

/**
 * Finds out which server a token URL is of.
 *
 * @returns undefined if it is the token endpoint itself
 * @throws JwtAuthError if there is no metadata at a discovery URL, or if it is that of another issuer
 */
export async function discover(discovery: Discovery): Promise<ServerMetadata | undefined> {
  const { url, now, isIssuerAllowed } = discovery;
  const place = readMetadataUrl(url);
  if (!place && !(isIssuerAllowed && canBeIssuer(url))) return undefined;
  const id = idOf(discovery);
  const known = servers.get(id);
  if (known && now >= known.since && now < known.until) return known.metadata;
  const metadata = place ? fetchMetadata(place, discovery) : tryIssuer(discovery);
  keepRecent(servers, id, { since: now, until: now + MAX_AGE_MILLISECONDS, metadata }, MAX_SERVERS);
  metadata.catch(() => servers.delete(id));
  return metadata;
}

const idOf = ({ holder, url, isIssuerAllowed }: Discovery): string => `${holder} ${isIssuerAllowed} ${url}`;

/** Asks for metadata again soon, because the server does not have what it should. */
export function doubtMetadata(discovery: Discovery): void {
  const known = servers.get(idOf(discovery));
  if (known) known.until = Math.min(known.until, discovery.now + RETRY_MILLISECONDS);
}

/** Only a response that claims to be metadata can be wrong. Without any, the URL isn't an issuer, or the server does not tell now. */
async function tryIssuer(discovery: Discovery): Promise<ServerMetadata | undefined> {
  for (const place of metadataUrlsOf(discovery.url)) {
    try {
      return await fetchMetadata(place, discovery);
    } catch (error) {
      const { cause } = error as JwtAuthError;
      const kind = cause instanceof NoMetadata ? cause.kind : "unavailable";
      if (kind === "unusable") throw error;
      if (kind === "unavailable") doubtMetadata(discovery);
      // Its token endpoint does not respond either.
      if (cause instanceof NoResponse) break;
    }
  }
  return undefined;
}

async function fetchMetadata(
  place: MetadataUrl,
  { send, source, shown }: Discovery,
): Promise<ServerMetadata> {
  const response = await ask(send, { method: "GET", url: place.url, headers: ACCEPT }, source);
  try {
    return readMetadata(response, place, shown);
  } catch (cause) {
    if (!(cause instanceof NoMetadata)) throw cause;
    const problem = `${serverAt(place.url)} ${cause.message}.`;
    throw new JwtAuthError(source?.field ?? "tokenUrl", problem, { cause });
  }
}

const ACCEPT = [{ name: "Accept", value: "application/json" }];
