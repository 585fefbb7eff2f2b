import { JwtAuthError } from "../lib/errors";
import { type Send, serverAt } from "../lib/http";
import { keepRecent } from "../lib/recent";
import type { UrlSource } from "../settings/url-source";
import { ask } from "./ask";
import { NoMetadata, readMetadata, type ServerMetadata } from "./metadata";
import { canBeIssuer, type MetadataUrl, metadataUrlsOf, readMetadataUrl } from "./metadata-url";

/** How long metadata is used. */
const MAX_AGE_MILLISECONDS = 60 * 60 * 1000;
const MAX_SERVERS = 32;

interface Known {
  /** Unix timestamp in milliseconds. */
  since: number;
  metadata: Promise<ServerMetadata | undefined>;
}

/** The newest metadata, by what holds the settings and by token URL. */
const servers = new Map<string, Known>();

/** Requests metadata again before it is used the next time. */
export const forgetMetadata = (): void => servers.clear();

/** What a discovery needs. */
export interface Discovery {
  send: Send;
  /** The token URL, which may be that of the metadata, or the issuer. */
  url: string;
  source?: UrlSource;
  /** Identifies what holds the settings: with another proxy, the server can be another one. */
  holder: string;
  /** Unix timestamp in milliseconds. */
  now: number;
  /** Returns text of the server as it can be shown. */
  shown: (text: string) => string;
}

/**
 * Finds out which server a token URL is of.
 *
 * @param asksFor what can be asked for at most. Otherwise, only what is known already is returned
 * @returns undefined if it is the token endpoint itself, as far as is known
 * @throws JwtAuthError if there is no metadata at a discovery URL, or if it is that of another issuer
 */
export function discover(
  discovery: Discovery,
  asksFor: "issuers" | "likely issuers" | "discovery URLs",
): Promise<ServerMetadata | undefined> {
  const { url, holder, now } = discovery;
  const id = `${holder} ${url}`;
  const known = servers.get(id);
  const age = now - (known?.since ?? Number.NaN);
  if (known && age >= 0 && age < MAX_AGE_MILLISECONDS) return known.metadata;
  const discoveryUrl = readMetadataUrl(url);
  const isIssuer = canBeIssuer(url);
  const asks = asksFor === "issuers" || (asksFor === "likely issuers" && isIssuer === "likely");
  if (!discoveryUrl && !(isIssuer && asks)) return Promise.resolve(undefined);
  const metadata = discoveryUrl ? fetchMetadata(discoveryUrl, discovery) : tryIssuer(discovery, id);
  keepRecent(servers, id, { since: now, metadata }, MAX_SERVERS);
  metadata.catch(() => servers.delete(id));
  return metadata;
}

/** Only a response that claims to be metadata can be wrong. Without any, the URL isn't an issuer, or the server does not tell now. */
async function tryIssuer(discovery: Discovery, id: string): Promise<ServerMetadata | undefined> {
  for (const place of metadataUrlsOf(discovery.url)) {
    try {
      return await fetchMetadata(place, discovery);
    } catch (error) {
      const { cause } = error as JwtAuthError;
      const kind = cause instanceof NoMetadata ? cause.kind : "unavailable";
      if (kind === "unusable") throw error;
      if (kind === "unavailable") servers.delete(id);
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
