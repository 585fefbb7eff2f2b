import type { Certificate } from "./certificate";
import { JwtAuthError } from "./errors";
import { integer, isStrictJson, type Json, type JsonObject, stringify } from "./json";
import type { SigningKey } from "./key";
import { missingFields } from "./members";
import { createExpansion, type Expansion } from "./references";
import type { RequestInfo } from "./request";
import type { Settings } from "./settings";
import { resolveTime, type Time } from "./time";

/** What a token depends on beside the settings, and is new for each. */
export interface Moment {
  /** Milliseconds since 1970. */
  now: number;
  /** A new random UUID at every call. */
  randomUUID: () => string;
  /** As many random bytes, in hex, new at every call. */
  randomHex: (bytes: number) => string;
}

/** What a token is made of beside the settings. What is undefined is not known yet: the form is being filled in. */
export interface Circumstances {
  moment: Moment;
  /** Null: there is none that the token is for. */
  request?: RequestInfo | null;
  /** Null for the algorithm `none`. */
  key?: SigningKey | null;
  certificate?: Certificate;
}

/** A token before it is signed. */
export interface TokenContent {
  /** The JOSE header (RFC 7515 section 4). */
  header: JsonObject;
  /** The claims set (RFC 7519 section 4). */
  claims: JsonObject;
  /** The same as text that is to be signed to the letter; undefined for compact JSON. */
  claimsText?: string;
}

/** What references in the settings stand for. */
export function expansionOf(settings: Settings, { moment, request, key }: Circumstances): Expansion {
  const { issuer, subject, audience, flow } = settings;
  // The key's own ID is no text of the form, so no dollar sign in it refers to anything.
  const keyId =
    settings.keyId === undefined ? key?.keyId?.replaceAll("$", () => "$$") : (settings.keyId ?? undefined);
  return createExpansion({
    moment,
    request,
    key,
    fields: {
      issuer,
      subject,
      keyId,
      audience: typeof audience === "string" ? audience : undefined,
      clientId: flow.clientId,
      tokenUrl: flow.tokenUrl,
      scope: flow.scope,
    },
    pending: request === undefined ? [...missingFields(settings, key), "clientId", "tokenUrl"] : [],
  });
}

/**
 * What the settings make of a token.
 *
 * @throws JwtAuthError for a reference that stands for nothing, or two fields that set one claim
 */
export function buildContent(
  settings: Settings,
  circumstances: Circumstances,
  expansion: Expansion = expansionOf(settings, circumstances),
): TokenContent {
  const { moment, certificate } = circumstances;
  const { audience, issuedAt, notBefore, expiresIn, jwtId, tokenType } = settings;
  const at = (time: Time | undefined) => time && integer(resolveTime(time, moment.now));

  const header = present({ alg: settings.algorithm.name, typ: tokenType, kid: expansion.field("keyId") });
  const claims = present({
    iss: expansion.field("issuer"),
    sub: expansion.field("subject"),
    aud: expandAudience(audience, expansion),
    iat: at(issuedAt),
    nbf: at(notBefore),
    exp: at(expiresIn === undefined ? undefined : { from: "now", seconds: expiresIn }),
    jti: jwtId ? moment.randomUUID() : undefined,
  });
  for (const { field, name, value } of settings.namedClaims) {
    if (value === undefined) continue;
    if (claims.has(name)) throw repeatedClaim(field, name);
    claims.set(name, value);
  }

  const ownHeader = expansion.json("header", settings.header) as JsonObject;
  const ownClaims = expansion.json("claims", settings.claims) as JsonObject;
  return {
    // The algorithm is what the key was chosen for, so no pasted header can name another.
    header: new Map([
      ...header,
      ...(certificate?.parameters ?? []),
      ...ownHeader,
      ["alg", settings.algorithm.name],
    ]),
    claims: new Map([...claims, ...ownClaims]),
    claimsText: claims.size === 0 ? asTyped(settings, ownClaims) : undefined,
  };
}

/** The text of claims that nothing is added to or filled in; undefined where it is not JSON as servers read it. */
function asTyped({ claims, claimsText = "" }: Settings, expanded: JsonObject): string | undefined {
  const isTouched = expanded.size > 0 && stringify(expanded) !== stringify(claims);
  return !isTouched && isStrictJson(claimsText) ? claimsText : undefined;
}

/** The members that have a value. */
function present(members: Record<string, Json | undefined>): JsonObject {
  const object: JsonObject = new Map();
  for (const [name, value] of Object.entries(members)) if (value !== undefined) object.set(name, value);
  return object;
}

/** A token has one text per audience, even where all of it is `$now`: `aud` is text (RFC 7519 section 4.1.3). */
function expandAudience(audience: Json | undefined, expansion: Expansion): Json | undefined {
  if (typeof audience === "string") return expansion.field("audience");
  return Array.isArray(audience)
    ? audience.map((item) => (typeof item === "string" ? expansion.text("audience", item) : item))
    : audience;
}

const repeatedClaim = (field: string, name: string): JwtAuthError =>
  new JwtAuthError(
    "repeated-claim",
    field,
    `its claim ${JSON.stringify(name)} is set by another field already. Name it otherwise, or clear the other field.`,
  );
