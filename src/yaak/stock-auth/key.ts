import { type Algorithm, choiceOf, type FieldName, isPrivateKeyPem, readSecret, repair } from "../../core";
import { hasTag, Refusal, type StockSettings } from "./stock-setting";

/**
 * Converts the secret or private key, so that this plugin reads the same bytes.
 *
 * @param notes receives a line if the key is written differently than before
 */
export function convertKey(
  { secret, secretBase64 }: StockSettings,
  algorithm: Algorithm,
  notes: string[],
): Partial<Record<FieldName, string>> {
  if (algorithm.family === "none") return {};
  if (typeof secret !== "string")
    throw new Refusal('It has no secret, so its tokens were signed with the word "undefined"');
  const isBase64 = secretBase64 === true;
  if (algorithm.family === "hmac") return convertSecret(secret, isBase64, algorithm, notes);
  if (!isBase64) return { key: secret };
  if (hasTag(secret)) throw new Refusal("The private key is a variable with a base64 value");
  return { key: Buffer.from(secret, "base64").toString() };
}

function convertSecret(
  secret: string,
  isBase64: boolean,
  algorithm: Algorithm,
  notes: string[],
): Partial<Record<FieldName, string>> {
  const encoding = isBase64 ? "base64" : "text";
  const asTyped = { key: secret, ...(isBase64 ? { keyEncoding: encoding } : {}) };
  if (hasTag(secret)) {
    if (isBase64 || (repair(secret) === secret && !secret.startsWith("{"))) return asTyped;
    throw new Refusal("The secret is a variable surrounded by spaces, quotes, or JSON");
  }
  const bytes = Buffer.from(secret, isBase64 ? "base64" : "utf8");
  if (bytes.length === 0) throw new Refusal("It has no secret");
  // If the secret is a private key, the built-in plugin sends nothing, and this plugin says why.
  if (isPem(bytes.toString()) || isReadAs(bytes, secret, encoding, algorithm)) return asTyped;
  notes.push("the secret is stored as base64, byte for byte");
  return { key: bytes.toString("base64"), keyEncoding: "base64" };
}

/** Whether OpenSSL reads text as a private key. It finds a PEM only where its BEGIN line is a line of its own. */
const isPem = (text: string): boolean =>
  /^-----BEGIN [A-Z ]*PRIVATE KEY-----\s*$/m.test(text) && isPrivateKeyPem(text);

/** Whether this plugin reads a secret as the same bytes. It removes whitespace and quotes, and parses JWKs. */
function isReadAs(bytes: Buffer, text: string, encoding: string, algorithm: Algorithm): boolean {
  try {
    return bytes.equals(readSecret(text, { field: "key", encoding }, choiceOf(algorithm.name)).bytes);
  } catch {
    return false;
  }
}
