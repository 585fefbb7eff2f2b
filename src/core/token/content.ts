import type { FieldName } from "../../field-name";
import type { TokenContent } from "../jwt/sign";
import type { Certificate } from "../keys/certificate";
import { JwtAuthError } from "../lib/errors";
import { integer, type Json, type JsonObject } from "../lib/json";
import { resolveTime } from "../lib/time";
import { quote } from "../lib/words";
import type { ClaimField } from "../settings/claim-fields";
import type { JwtSettings } from "../settings/jwt";
import type { Clock } from "./clock";
import type { Resolver } from "./resolve";

/**
 * Builds a token's content from the settings.
 *
 * @param alg the JWS "alg" to sign with
 * @throws JwtAuthError for a reference that is unknown or has no value, or if two fields set the same claim
 */
export function buildContent(
  settings: JwtSettings,
  alg: string,
  resolver: Resolver,
  clock: Clock,
  certificate?: Certificate,
): TokenContent {
  const parts = { header: new Map<string, Json>([["alg", alg]]), claims: new Map<string, Json>() };
  for (const claimField of settings.claimFields) {
    const { field, part, name } = claimField;
    const value = resolveClaim(claimField, resolver, clock);
    if (value === undefined) continue;
    if (parts[part].has(name)) throw repeatedClaim(field, name);
    parts[part].set(name, value);
  }

  const ownHeader = resolver.json("header", settings.header) as JsonObject;
  const ownClaims = resolver.json("claims", settings.claims) as JsonObject;
  return {
    header: mergeHeader([...parts.header, ...(certificate?.parameters ?? [])], ownHeader, alg),
    claims: new Map([...parts.claims, ...ownClaims]),
    // As entered, unless anything is added or replaced.
    claimsText: parts.claims.size === 0 && ownClaims === settings.claims ? settings.claimsText : undefined,
  };
}

/**
 * The header: what the fields set, overridden by the JSON. The JSON comes last, unless it names `alg` or `typ`, which otherwise
 * come first: some servers compare the header as text.
 */
function mergeHeader(ofFields: [string, Json][], ownHeader: JsonObject, alg: string): JsonObject {
  const all = new Map([...ofFields, ...ownHeader]);
  // The key was selected for this algorithm, so a pasted header cannot change it.
  all.set("alg", alg);
  if (!ownHeader.has("alg") && !ownHeader.has("typ")) return all;
  const names = [...(ownHeader.has("alg") ? [] : ["alg"]), ...ownHeader.keys(), ...all.keys()];
  return new Map([...new Set(names)].map((name) => [name, all.get(name) as Json]));
}

/** The value of a claim field in one token. Undefined if it is omitted. */
function resolveClaim(
  { field, isReferable, value }: ClaimField,
  resolver: Resolver,
  clock: Clock,
): Json | undefined {
  // A field that can be referred to may get its text from elsewhere, such as the key ID from the key.
  if (isReferable && (!value || value.kind === "text")) return resolver.field(field);
  switch (value?.kind) {
    case "text":
      return value.text;
    case "json":
      return resolveTexts(field, value.json, resolver);
    case "time":
      return integer(resolveTime(value.time, clock.now));
    case "uuid":
      return clock.randomUUID();
  }
  return undefined;
}

/** Every item of a list stays text, even if it is only `$now`, because `aud` contains text (RFC 7519 section 4.1.3). */
const resolveTexts = (field: FieldName, json: Json, resolver: Resolver): Json =>
  Array.isArray(json)
    ? json.map((item) => (typeof item === "string" ? resolver.text(field, item) : item))
    : json;

const repeatedClaim = (field: FieldName, name: string): JwtAuthError =>
  new JwtAuthError(
    field,
    `The ${quote(name)} claim is already set by another field. Use another name, or clear that field.`,
  );
