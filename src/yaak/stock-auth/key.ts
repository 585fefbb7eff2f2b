import { type Algorithm, type FieldName, nodeCrypto, readSecret, repair } from "../../core";
import { hasTag, Refusal, type StockSettings } from "./stock-setting";

/**
 * The secret or private key, so that it comes to the same bytes here.
 *
 * @param notes gets a line where it is written otherwise than before
 */
export function convertKey(
  { secret, secretBase64 }: StockSettings,
  algorithm: Algorithm,
  notes: string[],
): Partial<Record<FieldName, string>> {
  if (algorithm.family === "none") return {};
  if (typeof secret !== "string")
    throw new Refusal('it has no secret, so its tokens were signed with the word "undefined"');
  const isBase64 = secretBase64 === true;
  if (algorithm.family === "hmac") return convertSecret(secret, isBase64, algorithm, notes);
  if (!isBase64) return { key: secret };
  if (hasTag(secret)) throw new Refusal("the private key is a variable with a base64 value");
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
    throw new Refusal("the secret is a variable surrounded by spaces, quotes, or JSON");
  }
  const bytes = Buffer.from(secret, isBase64 ? "base64" : "utf8");
  if (bytes.length === 0) throw new Refusal("it has no secret");
  if (isPrivateKey(bytes) || isReadAs(bytes, secret, encoding, algorithm)) return asTyped;
  notes.push("the secret is stored as base64, byte for byte");
  return { key: bytes.toString("base64"), keyEncoding: "base64" };
}

/** With one for a secret the stock plugin sends nothing, and this one says why. */
function isPrivateKey(bytes: Buffer): boolean {
  try {
    return nodeCrypto().createPrivateKey(bytes).type === "private";
  } catch {
    return false;
  }
}

/** Whether this plugin takes a secret for the same bytes: it leaves off white space and quotes, and reads a JWK. */
function isReadAs(bytes: Buffer, text: string, encoding: string, algorithm: Algorithm): boolean {
  try {
    return bytes.equals(readSecret(text, { field: "key", encoding }, algorithm).bytes);
  } catch {
    return false;
  }
}
