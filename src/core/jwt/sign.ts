import type { KeyObject } from "node:crypto";
import type { Algorithm } from "../keys/algorithms";
import type { SigningKey } from "../keys/load";
import { JwtAuthError } from "../lib/errors";
import type { JsonObject } from "../lib/json";
import { stringify } from "../lib/json-text";
import { nodeCrypto } from "../lib/node-crypto";
import { MAX_TOKEN_CHARS } from "./decode";

/** A token before it is signed. */
export interface TokenContent {
  /** The JOSE header (RFC 7515 section 4). */
  header: JsonObject;
  /** The claims (RFC 7519 section 4). */
  claims: JsonObject;
  /** The exact claims text to sign. Undefined to sign compact JSON. */
  claimsText?: string;
}

/** What a token is signed with. */
export type Signer = Pick<SigningKey, "algorithm" | "key">;

/**
 * Signs a JWT in JWS compact serialization (RFC 7515 section 7.1), or creates an unsecured one (RFC 7519 section 6).
 *
 * @param signingKey undefined or null for the algorithm `none`
 * @throws JwtAuthError if it would be too long for any server
 */
export function signToken(content: TokenContent, signingKey?: Signer | null): string {
  const input = signingInput(content);
  return `${input}.${signingKey ? signatureOf(input, signingKey) : ""}`;
}

function signatureOf(input: string, { algorithm, key }: Signer): string {
  const { family, hash = "" } = algorithm;
  if (family === "hmac") return nodeCrypto().createHmac(hash, key).update(input).digest("base64url");
  const { sign } = nodeCrypto();
  return sign(hash || null, Buffer.from(input), options(algorithm, key)).toString("base64url");
}

/** Whether a signature is right. The key must suit the algorithm. */
export const isSignature = (signature: Buffer, input: string, { algorithm, key }: Signer): boolean =>
  nodeCrypto().verify(algorithm.hash ?? null, Buffer.from(input), options(algorithm, key), signature);

/** RFC 7518 sections 3.4 and 3.5. Node's defaults are right for all other algorithms. */
function options({ family, saltLength }: Algorithm, key: KeyObject) {
  if (saltLength === undefined)
    return family === "ec" ? { key, dsaEncoding: "ieee-p1363" as const } : { key };
  return { key, saltLength, padding: nodeCrypto().constants.RSA_PKCS1_PSS_PADDING };
}

const base64url = (text: string): string => Buffer.from(text).toString("base64url");

const payload = ({ claims, claimsText }: TokenContent): string => claimsText ?? stringify(claims);

/** Those of ML-DSA-87 in base64url are the longest, and there are two dots. */
const MAX_SIGNATURE_CHARS = 6200;

/** The signing input (RFC 7515 section 5.1): header and payload, separated by a dot. */
function signingInput(content: TokenContent): string {
  const [header, claims] = [base64url(stringify(content.header)), base64url(payload(content))];
  if (header.length + claims.length + MAX_SIGNATURE_CHARS <= MAX_TOKEN_CHARS) return `${header}.${claims}`;
  const isHeader = header.length > claims.length;
  throw new JwtAuthError(
    isHeader ? "header" : "claims",
    `The token would be over 64 kB, more than servers accept. Shorten the ${isHeader ? "header" : "claims"}.`,
  );
}

/**
 * Length of the token in characters, calculated without signing it.
 *
 * @throws JwtAuthError if it would be too long for any server
 */
export function tokenLength(content: TokenContent, algorithm: Algorithm, key: KeyObject | undefined): number {
  return signingInput(content).length + 1 + Math.ceil((signatureLength(algorithm, key) * 4) / 3);
}

/** Length of a signature in bytes. 0 for RSA without a key. */
export const signatureLength = ({ signatureBytes }: Algorithm, key: KeyObject | undefined): number =>
  signatureBytes ?? Math.ceil((key?.asymmetricKeyDetails?.modulusLength ?? 0) / 8);
