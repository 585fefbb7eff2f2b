import { integer, type Json, type JsonObject } from "./json";
import type { Settings } from "./settings";
import { resolveTime } from "./time";

/** What a token depends on beside the settings. */
export interface Moment {
  /** Milliseconds since 1970. */
  now: number;
  /** A new random UUID at every call. */
  randomUUID: () => string;
}

/** A token before it is signed. */
export interface TokenContent {
  /** The JOSE header (RFC 7515 section 4). */
  header: JsonObject;
  /** The claims set (RFC 7519 section 4). */
  claims: JsonObject;
}

/**
 * What the settings make of a token.
 *
 * @param ownKeyId the `kid` that came with the key: the default of the form's key ID
 */
export function buildContent(settings: Settings, moment: Moment, ownKeyId?: string): TokenContent {
  const { now } = moment;
  const { issuer, subject, audience, issuedAt, notBefore, expiresIn, jwtId, keyId, tokenType } = settings;

  const header = present({
    alg: settings.algorithm.name,
    typ: tokenType,
    kid: keyId === undefined ? ownKeyId : (keyId ?? undefined),
  });
  const claims = present({
    iss: issuer,
    sub: subject,
    aud: audience,
    iat: issuedAt && integer(resolveTime(issuedAt, now)),
    nbf: notBefore && integer(resolveTime(notBefore, now)),
    exp: expiresIn === undefined ? undefined : integer(resolveTime({ from: "now", seconds: expiresIn }, now)),
    jti: jwtId ? moment.randomUUID() : undefined,
  });

  return {
    // The algorithm is what the key was chosen for, so no pasted header can name another.
    header: new Map([...header, ...settings.header, ["alg", settings.algorithm.name]]),
    claims: new Map([...claims, ...settings.claims]),
  };
}

/** The members that have a value. */
function present(members: Record<string, Json | undefined>): JsonObject {
  const object: JsonObject = new Map();
  for (const [name, value] of Object.entries(members)) if (value !== undefined) object.set(name, value);
  return object;
}
