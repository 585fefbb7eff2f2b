import type { SigningKey } from "../keys/load";
import { type Json, JsonNumber } from "../lib/json";
import { sha256 } from "../lib/node-crypto";
import type { Settings } from "../settings/settings";
import { requestNamesIn } from "./reference-syntax";
import { requestValue } from "./reference-values";
import type { RequestInfo } from "./request-values";

/**
 * A digest of everything that determines a token except time and randomness: the key, the settings and what holds them, and
 * the request's values that the settings refer to.
 */
export function tokenId(
  settings: Settings,
  key: SigningKey | null | undefined,
  request: RequestInfo | null,
  holder: string,
): string {
  const { exchange, jwt } = settings;
  const { choice, claimFields, claims, claimsText, header, certificate, keyId } = jwt ?? {};
  const parts = {
    holder,
    exchange,
    // The key has its own ID.
    jwt: {
      algorithms: choice?.algorithms.map(({ name }) => name),
      keyId,
      claimFields,
      claims,
      claimsText,
      header,
      certificate,
    },
    key: key?.id,
    request: requestNames(settings).map((name) => [name, valueOrNothing(name, request)]),
  };
  return sha256(JSON.stringify(parts, toPlain), "base64url");
}

/** Whether a token with these settings depends on its request. */
export const isBoundToRequest = (settings: Settings): boolean => requestNames(settings).length > 0;

/** The names of the request's values that the settings refer to. */
function requestNames({ exchange, jwt }: Settings): string[] {
  const { clientId = "", tokenUrl = "", scope = "", tokenParameters } = exchange;
  const fields = (jwt?.claimFields ?? []).flatMap(({ isReferable, value }) => {
    if (value?.kind === "json") return textsIn(value.json);
    return isReferable && value?.kind === "text" ? value.text : [];
  });
  const inJson = [tokenParameters, jwt?.header ?? null, jwt?.claims ?? null].flatMap(textsIn);
  return requestNamesIn([clientId, tokenUrl, scope, ...fields, ...inJson].join("\n"));
}

/** All text in JSON, except names. */
function textsIn(json: Json): string[] {
  if (typeof json === "string") return [json];
  if (Array.isArray(json)) return json.flatMap(textsIn);
  return json instanceof Map ? [...json.values()].flatMap(textsIn) : [];
}

/** If a value is not available, the token request fails and no token is cached. */
function valueOrNothing(name: string, request: RequestInfo | null): string | undefined {
  try {
    return requestValue("tokenParameters", name, request);
  } catch {
    return undefined;
  }
}

/** For JSON.stringify, which supports neither type. */
function toPlain(_name: string, value: unknown): unknown {
  if (value instanceof JsonNumber) return { number: value.text };
  return value instanceof Map ? { object: [...value] } : value;
}
