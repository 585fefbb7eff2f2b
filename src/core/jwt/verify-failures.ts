import { errors } from "jose";
import type { FieldName } from "../../field-name";
import { type Algorithm, algorithmOf } from "../keys/algorithms";
import { JwtAuthError } from "../lib/errors";
import { type JsonObject, stringify } from "../lib/json";
import { describeTime } from "../lib/time";
import { secondsOf } from "./claim-times";
import { type DecodedToken, withoutClaims } from "./decode";

/** The `iss` and `aud` that a token has to have; undefined for any. */
export interface Expected {
  issuer?: string;
  audience?: string;
}

const notVerified = (problem: string, field: FieldName = "token"): JwtAuthError =>
  new JwtAuthError(field, `${problem}.`);

/**
 * The algorithm that a token is signed with.
 *
 * @throws JwtAuthError for a token that is encrypted, not signed, or signed with an algorithm that is not known here
 */
export function checkVerifiable(token: DecodedToken): Algorithm {
  if (token.kind === "JWE") throw withoutClaims(token);
  const { algorithm: alg } = token;
  const algorithm = algorithmOf(alg);
  if (algorithm?.family === "none")
    throw notVerified("it is not signed (alg none): anyone could have made it. Do not trust it");
  if (algorithm) return algorithm;
  const found = alg ? JSON.stringify(alg) : "no algorithm (alg)";
  throw notVerified(
    `it is signed with ${found}, which this plugin does not know. Use a token with one of its algorithms`,
  );
}

/**
 * What jose's error means for a token.
 *
 * @param error undefined for a token that jose takes, though its claims are not clear
 * @param now milliseconds since 1970
 * @returns the error itself where it has another reason than the token
 */
export function explain(error: unknown, token: DecodedToken, now: number): unknown {
  if (error instanceof errors.JWSSignatureVerificationFailed) {
    return notVerified(
      "its signature does not fit this key: another key signed it, or it was changed on the way. Use the key of the token's issuer",
    );
  }
  const malformed = explainForm(error);
  if (malformed) return malformed;
  const { claims } = token;
  if (!claims) return withoutClaims(token);
  if (error instanceof errors.JWTExpired) {
    const time = describeTime(secondsOf(claims, "exp"), now);
    return notVerified(`its signature fits, but it has expired: exp is ${time}. Get a new one`);
  }
  if (error instanceof errors.JWTClaimValidationFailed) return explainClaim(error, claims, now);
  // What else jose finds fault with in a JWT is a payload that is not encoded (RFC 7797 section 7).
  return error instanceof errors.JWTInvalid
    ? notVerified("its payload is not encoded (b64), as a JWT's has to be. Use a plain JWT")
    : error;
}

/** What jose's error means for a token's form; undefined where it is about something else. */
export function explainForm(error: unknown): JwtAuthError | undefined {
  if (error instanceof errors.JOSENotSupported) {
    return notVerified(
      "its header demands an extension (crit) that this plugin does not know. Use a plain JWT",
    );
  }
  if (!(error instanceof errors.JWSInvalid)) return undefined;
  return notVerified(
    "its header is not made as RFC 7515 has it, and servers refuse it. Get one that is right",
  );
}

/** The inputs that say what a claim has to be. */
const EXPECTING: Record<string, FieldName> = { iss: "expectedIssuer", aud: "expectedAudience" };

function explainClaim(
  { claim, reason }: errors.JWTClaimValidationFailed,
  claims: JsonObject,
  now: number,
): JwtAuthError {
  const field = EXPECTING[claim];
  if (field) {
    const value = claims.get(claim);
    const found = value === undefined ? `has no ${claim}` : `has the ${claim} ${stringify(value)}`;
    return notVerified(`the signature fits, but the token ${found}. Compare the two to the letter`, field);
  }
  if (claim === "nbf" && reason === "check_failed") {
    const time = describeTime(secondsOf(claims, claim), now);
    return notVerified(
      `its signature fits, but it is not valid yet: nbf is ${time}. Wait, or compare the clocks`,
    );
  }
  return notVerified(
    `its signature fits, but its ${claim} claim is no number: servers read it as seconds since 1970. Get one that is right`,
  );
}
