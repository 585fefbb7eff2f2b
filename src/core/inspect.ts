import { withLabel } from "./form/labels";
import type { Values } from "./form/types";
import { describeTimes, timeProblems } from "./jwt/claim-times";
import type { DecodedToken } from "./jwt/decode";
import { isSignedBy } from "./jwt/verify";
import { algorithms } from "./keys/algorithms";
import { member } from "./keys/jwk-members";
import { isPublicSecret } from "./keys/public-material";
import { prettyPrint } from "./lib/json-text";
import { quote, shorten } from "./lib/words";
import { readKeySettings } from "./settings/key";
import { loadKeyOf } from "./token/signing-key";
import { tooLongProblem, UNSIGNED } from "./warnings";

/** What can be said about a token without verifying it. */
export interface Inspection {
  /** Algorithm and size. */
  summary: string;
  /** Why servers may reject it, or why it is not safe. */
  problems: string[];
  /** Pretty-printed JSON, with names and numbers as signed. */
  header: string;
  claims?: string;
  /** The payload as text, if it is not a JSON object with claims. */
  payload?: string;
  /** The times in the claims, in words. */
  times: string[];
}

/** Whether the signature matches the key in the form, in words. `matches` is undefined if that cannot be checked. */
export interface SignatureFinding {
  matches?: boolean;
  text: string;
}

/**
 * Describes a token without verifying it.
 *
 * @param now Unix timestamp in milliseconds
 */
export function inspect(token: DecodedToken, now: number): Inspection {
  const { kind, header, algorithm, claims, payload, compact } = token;
  const tooLong = tooLongProblem(compact.length);
  return {
    summary: [
      shorten(algorithm) || "No algorithm",
      `${compact.length} characters`,
      ...(kind === "JWE" ? ["encrypted (JWE); only its recipient can read the claims"] : []),
    ].join(", "),
    problems: [...algorithmProblems(token), ...payloadProblems(token, now), ...(tooLong ? [tooLong] : [])],
    header: prettyPrint(header),
    claims: claims && prettyPrint(claims),
    payload: claims ? undefined : payload,
    times: claims ? describeTimes(claims, now) : [],
  };
}

function algorithmProblems({ kind, algorithm }: DecodedToken): string[] {
  if (kind === "JWE") return [];
  if (algorithm === "none") return [UNSIGNED];
  return algorithm ? [] : ["The header has no alg, so servers can't verify the signature."];
}

function payloadProblems({ kind, claims }: DecodedToken, now: number): string[] {
  if (kind === "JWE") return [];
  if (!claims) return ["This isn't a JWT: the payload isn't a JSON object with unique claim names."];
  return timeProblems(claims, now);
}

const PUBLIC =
  "Signature not checked: the secret in this form is public, so anyone could have signed the token.";

/**
 * Checks the signature with the key in the form, but with the token's own algorithm and key ID.
 *
 * @param where the key is, in words
 * @returns undefined if the token has no signature
 */
export async function inspectSignature(
  token: DecodedToken,
  values: Values,
  where = "in this form",
): Promise<SignatureFinding | undefined> {
  if (token.kind === "JWE" || token.algorithm === "none") return undefined;
  const algorithm = algorithms.get(token.algorithm);
  if (!algorithm)
    return {
      text: `Signature not checked: this plugin doesn't support ${quote(token.algorithm)}.`,
    };
  const kid = member(token.header, "kid")?.replaceAll("$", () => "$$");
  const ofToken = { ...values, algorithm: algorithm.name, keyId: kid ?? values.keyId };
  try {
    const key = await loadKeyOf(readKeySettings(ofToken));
    if (key?.key.type === "secret" && isPublicSecret(key.key.export())) return { text: PUBLIC };
    const matches = key !== null && (await isSignedBy(token, key));
    return { matches, text: `The signature ${matches ? "matches" : "doesn't match"} the key ${where}.` };
  } catch (error) {
    return {
      text: `Signature not checked with the key ${where}. ${withLabel(error, ofToken).message}`,
    };
  }
}
