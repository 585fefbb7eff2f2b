import { base64url, CompactSign } from "jose";
import type { Algorithm } from "../keys/algorithms";
import { JwtAuthError } from "../lib/errors";
import { type Json, JsonNumber, type JsonObject, stringify } from "../lib/json";

/** A token before it is signed. */
export interface TokenContent {
  /** The JOSE header (RFC 7515 section 4). */
  header: JsonObject;
  /** The claims set (RFC 7519 section 4). */
  claims: JsonObject;
  /** The same as text that is to be signed to the letter; undefined for compact JSON. */
  claimsText?: string;
}

const encoder = new TextEncoder();

/**
 * Signs a JWT in JWS compact serialization (RFC 7515 section 7.1), or makes an unsecured one (RFC 7519 section 6).
 *
 * @param key the key of the header's `alg`; none for `none`
 * @throws JwtAuthError for a number in the header that would not come out as it was typed
 */
export async function signToken(content: TokenContent, key: CryptoKey | undefined): Promise<string> {
  if (!key) return `${signingInput(content)}.`;
  // The claims go in as bytes, so that no library parses and prints their numbers once more.
  return new CompactSign(encoder.encode(payload(content)))
    .setProtectedHeader(toPlainObject(content.header) as { alg: string })
    .sign(key);
}

const payload = ({ claims, claimsText }: TokenContent): string => claimsText ?? stringify(claims);

/** What is signed (RFC 7515 section 5.1): header and claims, with a dot between. */
export const signingInput = (content: TokenContent): string =>
  `${base64url.encode(stringify(content.header))}.${base64url.encode(payload(content))}`;

/**
 * How long the token would be, in characters, without signing it.
 *
 * @throws JwtAuthError as signing would
 */
export function tokenLength(
  content: TokenContent,
  { signatureBytes }: Algorithm,
  key: CryptoKey | undefined,
): number {
  if (key) toPlainObject(content.header);
  const { modulusLength = 0 } = (key?.algorithm ?? {}) as Partial<RsaKeyAlgorithm>;
  const signature = Math.ceil(((signatureBytes ?? modulusLength / 8) * 4) / 3);
  return signingInput(content).length + 1 + signature;
}

/** JSON as plain JavaScript, which is how jose takes a header and serialises it itself. */
function toPlain(json: Json): unknown {
  if (json instanceof JsonNumber) return toNumber(json.text);
  if (Array.isArray(json)) return json.map(toPlain);
  return json instanceof Map ? toPlainObject(json) : json;
}

const toPlainObject = (object: JsonObject): Record<string, unknown> =>
  Object.fromEntries(Array.from(object, ([name, value]) => [name, toPlain(value)]));

/** From Node 21 on JSON.rawJSON keeps a number's text through JSON.stringify; TypeScript's ES2023 does not know it yet. */
const { rawJSON } = JSON as { rawJSON?: (text: string) => unknown };

function toNumber(text: string): unknown {
  const number = Number(text);
  if (JSON.stringify(number) === text) return number;
  if (rawJSON) return rawJSON(text);
  throw new JwtAuthError(
    "header",
    `the number ${text} would not be sent as it was typed. Put it in double quotes, or write it as ${JSON.stringify(number)}.`,
  );
}
