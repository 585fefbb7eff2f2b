import type { Algorithm } from "../keys/algorithms";
import type { SigningKey } from "../keys/load";
import { type JsonObject, stringify } from "../lib/json";

/** A token before it is signed. */
export interface TokenContent {
  /** The JOSE header (RFC 7515 section 4). */
  header: JsonObject;
  /** The claims (RFC 7519 section 4). */
  claims: JsonObject;
  /** The exact claims text to sign. Undefined to sign compact JSON. */
  claimsText?: string;
}

/**
 * Signs a JWT in JWS compact serialization (RFC 7515 section 7.1), or creates an unsecured one (RFC 7519 section 6).
 *
 * @param key undefined or null for the algorithm `none`
 */
export async function signToken(content: TokenContent, key?: SigningKey | null): Promise<string> {
  const input = signingInput(content);
  if (!key) return `${input}.`;
  const signature = await crypto.subtle.sign(key.parameters, key.key, Buffer.from(input));
  return `${input}.${Buffer.from(signature).toString("base64url")}`;
}

const base64url = (text: string): string => Buffer.from(text).toString("base64url");

const payload = ({ claims, claimsText }: TokenContent): string => claimsText ?? stringify(claims);

/** The signing input (RFC 7515 section 5.1): header and payload, separated by a dot. */
const signingInput = (content: TokenContent): string =>
  `${base64url(stringify(content.header))}.${base64url(payload(content))}`;

/** Length of the token in characters, calculated without signing it. */
export function tokenLength(
  content: TokenContent,
  { signatureBytes }: Algorithm,
  key: CryptoKey | undefined,
): number {
  const { modulusLength = 0 } = (key?.algorithm ?? {}) as Partial<RsaKeyAlgorithm>;
  const signature = Math.ceil(((signatureBytes ?? modulusLength / 8) * 4) / 3);
  return signingInput(content).length + 1 + signature;
}
