import { JsonNumber } from "../lib/json";
import { sha256 } from "../lib/node-crypto";
import type { Settings } from "../settings/settings";
import type { Prepared } from "./prepare";
import { requestNamesIn } from "./resolve";

/**
 * A digest of all that decides what a token is but the time and chance: key, settings, and those values of the request that
 * the settings refer to.
 */
export function tokenId(settings: Settings, { key, resolver }: Prepared): string {
  const decided = describe(settings);
  const request = requestNamesIn(decided).map((name) => [name, requestValueOf(resolver, name)]);
  const parts = JSON.stringify({ settings: decided, key: key?.id, request });
  return sha256(parts, "base64url");
}

/** Whether a token of these settings depends on the request that it is for. */
export const isBoundToRequest = (settings: Settings): boolean =>
  requestNamesIn(describe(settings)).length > 0;

/** The settings that decide a token, part by part, as text. The key has an ID of its own, and the place changes no token. */
function describe({ exchange, jwt }: Settings): string {
  const { algorithm, claimFields, claims, claimsText, header, certificate, keyId } = jwt ?? {};
  const parts = { algorithm: algorithm?.name, keyId, claimFields, claims, claimsText, header, certificate };
  return JSON.stringify({ exchange, ...parts }, (_name, value) => {
    if (value instanceof JsonNumber) return { number: value.text };
    return value instanceof Map ? { members: [...value] } : value;
  });
}

/** A reference in what is no text of the token, such as a secret, may stand for nothing, and decides nothing. */
function requestValueOf(resolver: Prepared["resolver"], name: string): string | undefined {
  try {
    return resolver.text("claims", `$${name}`);
  } catch {
    return undefined;
  }
}
