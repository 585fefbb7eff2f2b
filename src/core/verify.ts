import type { KeyObject } from "node:crypto";
import { compactVerify, errors, jwtVerify } from "jose";
import { type Algorithm, algorithmOf } from "./algorithms";
import { secondsOf } from "./claim-times";
import type { DecodedToken } from "./decode";
import { JwtAuthError } from "./errors";
import { type JsonObject, stringify } from "./json";
import type { SigningKey } from "./key";
import { member } from "./keys/jwk";
import { isPublicKey, readPublicKeys } from "./keys/public-key";
import { readSecret } from "./keys/secret";
import { describeTime } from "./time";

/** What a token is to be verified with: text of a public key in any form, or a secret. */
export interface VerificationKey {
  /** Name of the input that holds it, for errors. */
  field: string;
  text: string;
  /** How a secret is written. */
  encoding: string;
}

/** Names of the inputs that the rest of a verification depends on, for errors, and what they say. */
export interface Expectations {
  token: { field: string };
  /** The `iss` and `aud` that the token has to have; undefined for any. */
  issuer: { field: string; value?: string };
  audience: { field: string; value?: string };
}

/**
 * Verifies a token as a server does (RFC 7519 section 7.2): signature, issuer, audience, `nbf` and `exp`.
 *
 * @param now milliseconds since 1970
 * @throws JwtAuthError for the first thing that fails
 */
export async function verify(
  token: DecodedToken,
  key: VerificationKey,
  expected: Expectations,
  now: number,
): Promise<void> {
  const algorithm = checkVerifiable(expected.token.field, token);
  const keys = readKeys(token, key, algorithm);
  const options = {
    algorithms: [token.algorithm],
    issuer: expected.issuer.value,
    audience: expected.audience.value,
    currentDate: new Date(now),
  };
  let failure: unknown;
  for (const candidate of keys) {
    try {
      await jwtVerify(token.compact, candidate, options);
      if (token.claims) return;
      break;
    } catch (error) {
      failure = error;
      if (!(error instanceof errors.JWSSignatureVerificationFailed)) break;
    }
  }
  throw explain(failure, token, expected, now);
}

/** Whether the key's signature is on the token. */
export async function isSignedBy(token: DecodedToken, { key, publicKey }: SigningKey): Promise<boolean> {
  try {
    await compactVerify(token.compact, publicKey?.jwk ?? key, { algorithms: [token.algorithm] });
    return true;
  } catch (error) {
    if (error instanceof errors.JWSSignatureVerificationFailed) return false;
    throw error;
  }
}

function checkVerifiable(field: string, { kind, algorithm: alg }: DecodedToken): Algorithm {
  const algorithm = kind === "JWS" ? algorithmOf(alg) : undefined;
  if (algorithm && algorithm.family !== "none") return algorithm;
  if (kind === "JWE") {
    throw notVerified(
      field,
      "it is encrypted (JWE), and only whom it is for can open it. Paste the token that is inside",
    );
  }
  if (algorithm)
    throw notVerified(field, "it is not signed (alg none): anyone could have made it. Do not trust it");
  throw notVerified(
    field,
    `it is signed with ${alg ? JSON.stringify(alg) : "no algorithm (alg)"}, which this plugin does not know. Use a token with one of its algorithms`,
  );
}

function readKeys(
  { header }: DecodedToken,
  { field, text, encoding }: VerificationKey,
  algorithm: Algorithm,
): (KeyObject | Uint8Array)[] {
  const keyId = member(header, "kid");
  if (algorithm.family !== "hmac") return readPublicKeys(field, text, algorithm, keyId);
  // Who takes a public key for a secret lets everyone who has it sign: the oldest attack on JWT libraries.
  if (isPublicKey(text)) {
    throw new JwtAuthError(
      "public-key-for-secret",
      field,
      `the token says ${algorithm.name}, which is signed with a shared secret, and this is a key of a key pair. Paste the secret; a server that takes such a token with this key can be fooled by anyone.`,
    );
  }
  if (!text.trim()) {
    throw new JwtAuthError(
      "missing-key",
      field,
      `there is nothing here. Paste the secret, since the token says ${algorithm.name}.`,
    );
  }
  const source = { field, text, encoding, passphrase: "", holdsId: false };
  return [readSecret(text, source, algorithm, keyId).bytes];
}

const notVerified = (field: string, problem: string, cause?: unknown) =>
  new JwtAuthError("not-verified", field, `${problem}.`, { cause });

function explain(error: unknown, token: DecodedToken, expected: Expectations, now: number): unknown {
  const { field } = expected.token;
  const { claims } = token;
  if (error instanceof errors.JWSSignatureVerificationFailed) {
    return notVerified(
      field,
      "its signature does not fit this key: another key signed it, or it was changed on the way. Use the key of the token's issuer",
    );
  }
  if (error instanceof errors.JOSENotSupported) {
    return notVerified(
      field,
      "its header demands an extension (crit) that this plugin does not know. Use a plain JWT",
    );
  }
  if (!claims) {
    return notVerified(field, "what is signed is no JSON object of claims, each of them once. Use a JWT");
  }
  if (error instanceof errors.JWTExpired) {
    const time = describeTime(secondsOf(claims, "exp"), now);
    return notVerified(field, `its signature fits, but it has expired: exp is ${time}. Get a new one`);
  }
  return error instanceof errors.JWTClaimValidationFailed
    ? explainClaim(error, claims, expected, now)
    : error;
}

function explainClaim(
  { claim, reason }: errors.JWTClaimValidationFailed,
  claims: JsonObject,
  { token, issuer, audience }: Expectations,
  now: number,
): JwtAuthError {
  if (claim === "iss" || claim === "aud") {
    const { field } = claim === "iss" ? issuer : audience;
    const value = claims.get(claim);
    const found = value === undefined ? `has no ${claim}` : `has the ${claim} ${stringify(value)}`;
    return notVerified(field, `the signature fits, but the token ${found}. Compare the two to the letter`);
  }
  if (claim === "nbf" && reason === "check_failed") {
    const time = describeTime(secondsOf(claims, claim), now);
    return notVerified(
      token.field,
      `its signature fits, but it is not valid yet: nbf is ${time}. Wait, or compare the clocks`,
    );
  }
  return notVerified(
    token.field,
    `its signature fits, but its ${claim} claim is no number: servers read it as seconds since 1970. Get one that is right`,
  );
}
