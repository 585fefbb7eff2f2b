import type { SigningKey } from "../keys/load";
import { type Json, JsonNumber } from "../lib/json";
import { sha256 } from "../lib/node-crypto";
import type { Settings } from "../settings/settings";
import { requestValue } from "./reference-values";
import type { RequestInfo } from "./request-values";
import { requestNamesIn } from "./resolve";

/**
 * A digest of all that decides what a token is but the time and chance: key, settings, and those values of the request that
 * the settings refer to.
 */
export function tokenId(
  settings: Settings,
  key: SigningKey | null | undefined,
  request: RequestInfo | null,
): string {
  const { exchange, jwt } = settings;
  const { algorithm, claimFields, claims, claimsText, header, certificate, keyId } = jwt ?? {};
  const parts = {
    exchange,
    // The key has an ID of its own.
    jwt: { algorithm: algorithm?.name, keyId, claimFields, claims, claimsText, header, certificate },
    key: key?.id,
    request: requestNames(settings).map((name) => [name, valueOrNothing(name, request)]),
  };
  return sha256(JSON.stringify(parts, toPlain), "base64url");
}

/** Whether a token of these settings depends on the request that it is for. */
export const isBoundToRequest = (settings: Settings): boolean => requestNames(settings).length > 0;

/** The values of the request that are filled in, by name. */
function requestNames({ exchange, jwt }: Settings): string[] {
  const { clientId = "", tokenUrl = "", scope = "", tokenParameters } = exchange;
  const fields = (jwt?.claimFields ?? []).flatMap(({ isReferable, value }) => {
    if (value?.kind === "json") return textsIn(value.json);
    return isReferable && value?.kind === "text" ? value.text : [];
  });
  const inJson = [tokenParameters, jwt?.header ?? null, jwt?.claims ?? null].flatMap(textsIn);
  return requestNamesIn([clientId, tokenUrl, scope, ...fields, ...inJson].join("\n"));
}

/** All text in JSON, names aside. */
function textsIn(json: Json): string[] {
  if (typeof json === "string") return [json];
  if (Array.isArray(json)) return json.flatMap(textsIn);
  return json instanceof Map ? [...json.values()].flatMap(textsIn) : [];
}

/** What cannot be had fails the token request, and then no token is kept. */
function valueOrNothing(name: string, request: RequestInfo | null): string | undefined {
  try {
    return requestValue("tokenParameters", name, request);
  } catch {
    return undefined;
  }
}

/** For JSON.stringify, which knows neither of the two. */
function toPlain(_name: string, value: unknown): unknown {
  if (value instanceof JsonNumber) return { number: value.text };
  return value instanceof Map ? { object: [...value] } : value;
}
