import type { FieldName } from "../../field-name";
import { JwtAuthError } from "../lib/errors";
import { isOneElement } from "../material/der";
import { decodeBody, decodeEncrypted } from "./pem-body";
import { repairPem } from "./pem-repair";
import { foundInstead, tooManyKeys } from "./refusals";

/** A private key from a PEM, with its traditional encryption if it has one. */
export interface PemKey {
  bytes: Buffer;
  /** The cipher's name, and the IV in hex. */
  encryption?: { cipher: string; iv: string };
}

/** The labels of both lines can differ. */
const BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----((?:(?!-----).)*)-----END [A-Z0-9 ]+-----/gs;
/** The start of a BEGIN or END line of a private key. */
const EDGE = /-----(?:BEGIN|END) (?![A-Z0-9 ]*(?:PUBLIC KEY|CERTIFICATE))/;

/** OpenSSH has a format of its own. In all others, the bytes tell what they are. */
const isPrivateKey = (label: string): boolean =>
  label.endsWith("PRIVATE KEY") && !label.startsWith("OPENSSH");

/** The headers of RFC 1421 section 4.6 that specify cipher and IV in OpenSSL's traditional encryption. */
const ENCRYPTION = /^\s*Proc-Type:\s*4,\s*ENCRYPTED\s*DEK-Info:\s*([A-Z0-9-]+),\s*/;

/**
 * Finds the private key in a PEM (RFC 7468), regardless of surrounding text and of what copying did to it.
 *
 * @returns undefined if the text is not a PEM
 * @throws JwtAuthError if the PEM has no private key, or an incomplete one
 */
export function readPem(field: FieldName, pasted: string): PemKey | undefined {
  const text = repairPem(pasted);
  const blocks = Array.from(text.matchAll(BLOCK), ([, label = "", body = ""]) => ({ label, body }));
  const keys = new Map(
    blocks.flatMap(({ label, body }) => (isPrivateKey(label) ? [[body.replace(/\s+/g, ""), body]] : [])),
  );
  if (keys.size > 1) throw tooManyKeys(field, keys.size);
  for (const body of keys.values()) return toKey(field, body);

  if (EDGE.test(text.replace(BLOCK, ""))) {
    // With one of the two lines, the bytes themselves tell whether anything else is missing.
    const bytes = decodeBody(text.replace(/-----(?:BEGIN|END)[^-]*-----/g, "\n"));
    if (bytes && isOneElement(bytes)) return { bytes };
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
  if (!headers) return { bytes: decodeBody(body) ?? fail(field, body) };

  // The IV is as long as the cipher's block. Without line breaks, only its length separates it from the key.
  const rest = body.slice(headers.length);
  const iv = rest.slice(0, /^(?:DES|RC2)/.test(cipher) ? 16 : 32);
  const encrypted = rest.slice(iv.length);
  return { bytes: decodeEncrypted(encrypted) ?? fail(field, encrypted), encryption: { cipher, iv } };
}

/** No private key is shorter. */
const MAX_MASKED_CHARS = 60;

/** What is shown in place of a key: asterisks, dots, or words. */
const MASKED = /\*{3}|•{2}|\.{3}|…|x{8}|^\s*<?[A-Z]+[ _-][\w -]{1,40}>?\s*$/i;

function fail(field: FieldName, body: string): never {
  if (body.length < MAX_MASKED_CHARS && MASKED.test(body))
    throw new JwtAuthError(field, "This private key is masked or only a placeholder. Paste the whole key.");
  const problem = body.trim() ? "contains invalid characters" : "is empty";
  throw new JwtAuthError(field, `This private key ${problem}. Copy it again from the original.`);
}
