import type { FieldName } from "../../field-name";
import type { TokenContent } from "../jwt/sign";
import type { Certificate } from "../keys/certificate";
import { JwtAuthError } from "../lib/errors";
import { integer, isStrictJson, type Json, type JsonObject, stringify } from "../lib/json";
import { resolveTime } from "../lib/time";
import { quote } from "../lib/words";
import type { ClaimField } from "../settings/claim-fields";
import type { JwtSettings } from "../settings/jwt";
import type { Clock } from "./clock";
import type { Resolver } from "./resolve";

/**
 * What the settings make of a token.
 *
 * @throws JwtAuthError for a reference that stands for nothing, or two fields that set one claim
 */
export function buildContent(
  settings: JwtSettings,
  resolver: Resolver,
  clock: Clock,
  certificate?: Certificate,
): TokenContent {
  const alg = settings.algorithm.name;
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
    // The algorithm is what the key was chosen for, so no pasted header can name another.
    header: new Map([...parts.header, ...(certificate?.parameters ?? []), ...ownHeader, ["alg", alg]]),
    claims: new Map([...parts.claims, ...ownClaims]),
    claimsText: parts.claims.size === 0 ? asTyped(settings, ownClaims) : undefined,
  };
}

/** What a claim field comes to in one token; undefined where it is left out. */
function resolveClaim(
  { field, isReferable, value }: ClaimField,
  resolver: Resolver,
  clock: Clock,
): Json | undefined {
  // A field that can be referred to may have its text from elsewhere: the key ID from the key.
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

/** A list has one text per item, even where all of it is `$now`: `aud` is text (RFC 7519 section 4.1.3). */
const resolveTexts = (field: FieldName, json: Json, resolver: Resolver): Json =>
  Array.isArray(json)
    ? json.map((item) => (typeof item === "string" ? resolver.text(field, item) : item))
    : json;

/** The text of claims that nothing is added to or filled in; undefined where it is not JSON as servers read it. */
function asTyped({ claims, claimsText = "" }: JwtSettings, resolved: JsonObject): string | undefined {
  const isTouched = resolved.size > 0 && stringify(resolved) !== stringify(claims);
  return !isTouched && isStrictJson(claimsText) ? claimsText : undefined;
}

const repeatedClaim = (field: FieldName, name: string): JwtAuthError =>
  new JwtAuthError(
    field,
    `The ${quote(name)} claim is already set by another field. Use another name, or clear that field.`,
  );
