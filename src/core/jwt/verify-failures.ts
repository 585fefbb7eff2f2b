import { errors } from "jose";
import type { FieldName } from "../../field-name";
import { type Algorithm, algorithms } from "../keys/algorithms";
import { JwtAuthError } from "../lib/errors";
import type { Json, JsonObject } from "../lib/json";
import { stringify } from "../lib/json-text";
import { describeTime } from "../lib/time";
import { quote, shorten } from "../lib/words";
import { secondsOf } from "./claim-times";
import { type DecodedToken, withoutClaims } from "./decode";

/** The `iss` and `aud` that a token must have. Undefined accepts any value. */
export interface Expected {
  issuer?: string;
  audience?: string;
}

const notVerified = (problem: string, field: FieldName = "token"): JwtAuthError =>
  new JwtAuthError(field, `${problem}.`);

/**
 * Returns the algorithm that a token is signed with.
 *
 * @throws JwtAuthError if the token is encrypted, unsigned, or signed with an unsupported algorithm
 */
export function checkVerifiable(token: DecodedToken): Algorithm {
  if (token.kind === "JWE") throw withoutClaims(token);
  const { algorithm: alg } = token;
  const algorithm = algorithms.get(alg);
  if (algorithm?.family === "none")
    throw notVerified("Not signed (alg none), so anyone could have created it. Don't trust it");
  if (algorithm) return algorithm;
  throw notVerified(
    alg
      ? `Signed with ${quote(alg)}, which isn't supported. Use a token with a supported algorithm`
      : "The header has no algorithm (alg), so the signature can't be verified. Get a valid token",
  );
}

/**
 * What jose's error means for a token.
 *
 * @param error undefined if jose accepts the token, but its claims are ambiguous
 * @param now Unix timestamp in milliseconds
 * @returns the error itself if it is not about the token
 */
export function explain(error: unknown, token: DecodedToken, expected: Expected, now: number): unknown {
  if (error instanceof errors.JWSSignatureVerificationFailed) {
    return notVerified(
      "The signature doesn't match this key: the token was signed with another key, or it was changed. Use the issuer's key",
    );
  }
  const malformed = explainForm(error);
  if (malformed) return malformed;
  const { claims } = token;
  if (!claims) return withoutClaims(token);
  if (error instanceof errors.JWTExpired) {
    const time = describeTime(secondsOf(claims, "exp"), now);
    return notVerified(`The signature matches, but the token expired ${time}. Get a new one`);
  }
  if (error instanceof errors.JWTClaimValidationFailed) return explainClaim(error, claims, expected, now);
  // jose's only other complaint about a JWT is a payload that is not encoded (RFC 7797 section 7).
  return error instanceof errors.JWTInvalid
    ? notVerified("The payload isn't encoded (b64), which JWTs don't allow. Use a plain JWT")
    : error;
}

/** What jose's error means for a token's format. Undefined if the error is about something else. */
export function explainForm(error: unknown): JwtAuthError | undefined {
  if (error instanceof errors.JOSENotSupported) {
    return notVerified("The header requires an extension (crit) that isn't supported. Use a plain JWT");
  }
  if (!(error instanceof errors.JWSInvalid)) return undefined;
  return notVerified("The header is invalid (RFC 7515), so servers reject it. Get a valid token");
}

/** The inputs for a claim's expected value. */
const EXPECTED: Record<string, [field: FieldName, name: keyof Expected]> = {
  iss: ["expectedIssuer", "issuer"],
  aud: ["expectedAudience", "audience"],
};

function explainClaim(
  { claim, reason }: errors.JWTClaimValidationFailed,
  claims: JsonObject,
  expected: Expected,
  now: number,
): JwtAuthError {
  const [field, name] = EXPECTED[claim] ?? [];
  if (field && name) {
    const found = describeMismatch(claim, claims.get(claim), expected[name] ?? "");
    return notVerified(`The signature matches, but the token has ${found}`, field);
  }
  if (claim === "nbf" && reason === "check_failed") {
    const time = describeTime(secondsOf(claims, claim), now);
    return notVerified(
      `The signature matches, but the token isn't valid yet: it becomes valid ${time}. Wait, or check the clocks`,
    );
  }
  return notVerified(
    `The signature matches, but the ${claim} claim isn't a Unix timestamp. Get a valid token`,
  );
}

/** What a token has in place of an expected claim, and what to do. */
function describeMismatch(claim: string, value: Json | undefined, expected: string): string {
  if (value === undefined) return `no ${claim}. Clear this field, or use another token`;
  const found = Array.isArray(value) ? value.map((item) => stringify(item)).join(", ") : stringify(value);
  const not = Array.isArray(value) ? "which doesn't include" : "not";
  return `${claim} ${shorten(found, MAX_VALUE_CHARS)}, ${not} ${quote(expected, MAX_VALUE_CHARS)}. Check this value, or use another token`;
}

/** Two values of this length fit into a message. */
const MAX_VALUE_CHARS = 80;
