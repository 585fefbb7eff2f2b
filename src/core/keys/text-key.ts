import { unescapeText } from "../lib/repair";
import { makePrivateKey } from "../material/make-key";
import type { KeyParts } from "../material/parts";
import { findShape } from "../material/shape";
import { type AlgorithmChoice, allowsSecret } from "./algorithms";
import type { FileTexts } from "./file-texts";
import type { PrivateKeySource } from "./key-source";
import { readPem } from "./pem";
import { fromDer } from "./private-der";
import { decode, readRawKey } from "./raw-key";
import { recognizeText } from "./refusals";

/** What is found where a private key should be. */
export interface FoundKey extends FileTexts {
  parts: KeyParts;
  keyId?: string;
  /** The "alg" of a JWK. */
  alg?: string;
  /** The number of keys in the JWK set that it comes from. */
  setSize?: number;
  /** What was changed to read it, in sentences for the user. */
  notes?: string[];
  /** What to say if the numbers contradict each other, without what to do. */
  damaged?: string;
}

/**
 * The private key in a PEM, or in DER or raw bytes in base64 or hex.
 *
 * @returns undefined if nothing tells that it is a key
 * @throws JwtAuthError that describes what was found instead
 */
export function fromText(
  text: string,
  source: PrivateKeySource,
  choice: AlgorithmChoice,
): FoundKey | undefined {
  const { field } = source;
  const pem = readPem(field, text);
  if (pem) return fromDer(pem, source);

  const bytes = decode(unescapeText(text).replace(/\s+/g, ""));
  const other = recognizeText(field, text);
  if (other && bytes?.[0] !== SEQUENCE) throw other;
  return bytes && fromBytes(bytes, source, choice);
}

/** Every key in DER starts with this tag. */
const SEQUENCE = 0x30;

export function fromBytes(
  bytes: Buffer,
  source: PrivateKeySource,
  choice: AlgorithmChoice,
): FoundKey | undefined {
  // DER can have the length of a raw key.
  if (findShape(bytes)) return fromDer({ bytes }, source);
  const raw = readRawKey(bytes, choice);
  if (!allowsSecret(choice)) return raw ?? (bytes[0] === SEQUENCE ? fromDer({ bytes }, source) : undefined);
  // A secret can have the same bytes as part of a key, and the length of a raw one, but not two halves that match.
  if (startsLikeDer(bytes)) return fromDer({ bytes }, source);
  return raw && isWhole(raw.parts) ? raw : undefined;
}

/** Whether bytes start as keys do: a SEQUENCE of a number, another SEQUENCE, or the name of its content, even if the end is missing. */
const startsLikeDer = (bytes: Buffer): boolean =>
  /^30(?:[0-7][\da-f]|81[89a-f][\da-f]|82[0-3][\da-f]{3})(?:0201|028[12]|0609|30[0-8])/.test(
    bytes.toString("hex", 0, 8),
  );

/** Whether both halves of a raw key match. */
function isWhole(parts: KeyParts): boolean {
  if (parts.type !== "OKP" || !parts.x) return false;
  try {
    return makePrivateKey(parts) !== undefined;
  } catch {
    return false;
  }
}
