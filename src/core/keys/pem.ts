import type { FieldName } from "../../field-name";
import { JwtAuthError } from "../lib/errors";
import { unescapeText } from "../lib/repair";
import { foundInstead } from "./refusals";

/** A private key from a PEM, with its traditional encryption if it has one. */
export interface PemKey {
  bytes: Buffer;
  /** The cipher's name, and the IV in hex. */
  encryption?: { cipher: string; iv: string };
}

const BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----((?:(?!-----).)*)-----END \1-----/gs;
/** The start of a BEGIN or END line of a private key. */
const EDGE = /-----(?:BEGIN|END) (?![A-Z0-9 ]*(?:PUBLIC KEY|CERTIFICATE))/;

/** OpenSSH has a format of its own. In all others, the bytes tell what they are. */
const isPrivateKey = (label: string): boolean =>
  label.endsWith("PRIVATE KEY") && !label.startsWith("OPENSSH");

/** The headers of RFC 1421 section 4.6 that specify cipher and IV in OpenSSL's traditional encryption. */
const ENCRYPTION = /^\s*Proc-Type:\s*4,\s*ENCRYPTED\s*DEK-Info:\s*([A-Z0-9-]+),\s*/;

/**
 * Finds the private key in a PEM (RFC 7468), regardless of broken line breaks and surrounding text.
 *
 * @returns undefined if the text is not a PEM
 * @throws JwtAuthError if the PEM has no private key, or an incomplete one
 */
export function readPem(field: FieldName, pasted: string): PemKey | undefined {
  const text = unescapeText(pasted);
  const blocks = Array.from(text.matchAll(BLOCK), ([, label = "", body = ""]) => ({ label, body }));
  const key = blocks.find(({ label }) => isPrivateKey(label));
  if (key) return toKey(field, key.body);

  if (EDGE.test(text.replace(BLOCK, ""))) {
    throw new JwtAuthError(
      field,
      "This private key is incomplete: its BEGIN or END line is missing. Copy the whole file.",
    );
  }
  const other = blocks.find(({ label }) => label.endsWith("PRIVATE KEY")) ?? blocks[0];
  if (other) throw foundInstead(field, other.label);
  return undefined;
}

function toKey(field: FieldName, body: string): PemKey {
  const [headers, cipher = ""] = ENCRYPTION.exec(body) ?? [""];
  if (!headers) return { bytes: decodeBase64(field, body) };

  // The IV is as long as the cipher's block. Without line breaks, only its length separates it from the key.
  const rest = body.slice(headers.length);
  const iv = rest.slice(0, /^(?:DES|RC2)/.test(cipher) ? 16 : 32);
  return { bytes: decodeBase64(field, rest.slice(iv.length)), encryption: { cipher, iv } };
}

function decodeBase64(field: FieldName, body: string): Buffer {
  const base64 = body.replace(/\s+/g, "");
  if (/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return Buffer.from(base64, "base64");
  const problem = base64 ? "contains invalid characters" : "is empty";
  throw new JwtAuthError(field, `This private key ${problem}. Copy it again from the original.`);
}
