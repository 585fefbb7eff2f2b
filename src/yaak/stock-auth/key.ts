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
    throw new Refusal('it has no secret, and its tokens were signed with the word "undefined"');
  const isBase64 = secretBase64 === true;
  if (algorithm.family === "hmac") return convertSecret(secret, isBase64, algorithm, notes);
  if (!isBase64) return { key: secret };
  if (hasTag(secret)) throw new Refusal("its private key is a variable that holds it in base64");
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
    throw new Refusal("its secret is a variable with space, quotes or JSON around it");
  }
  const bytes = Buffer.from(secret, isBase64 ? "base64" : "utf8");
  if (bytes.length === 0) throw new Refusal("it has no secret");
  if (isPrivateKey(bytes) || isReadAs(bytes, secret, encoding, algorithm)) return asTyped;
  notes.push("its secret is kept in base64, to the letter");
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
