import { DerError, DerReader, TAG } from "./der";

/** What DER contains, by the elements of its outermost SEQUENCE. */
export type Shape =
  | "pkcs8"
  | "encryptedPkcs8"
  | "pkcs1"
  | "sec1"
  | "dsa"
  | "spki"
  | "rsaPublicKey"
  | "certificate"
  | "request"
  | "pkcs12";

/** By the tags of the elements in hex (RFC 5958, 8017, 5915, 5280, 2986, 7292). Traditional DSA has six numbers. */
const SHAPES: [tags: RegExp, shape: Shape][] = [
  [/^02 30 04( a0)?( 81| a1)?$/, "pkcs8"],
  [/^30 04$/, "encryptedPkcs8"],
  [/^02( 02){8}( 30)?$/, "pkcs1"],
  [/^02 04( a0)?( a1)?$/, "sec1"],
  [/^02( 02){5}$/, "dsa"],
  [/^30 03$/, "spki"],
  [/^02 02$/, "rsaPublicKey"],
  [/^30 30 03$/, "certificate"],
  [/^02 30( 30)?$/, "pkcs12"],
];

/** More elements than any of the structures has. */
const MAX_ELEMENTS = 12;

/** @throws DerError if the bytes are not one whole SEQUENCE in DER. Undefined for a SEQUENCE of something else. */
export function shapeOf(der: Buffer): Shape | undefined {
  const reader = new DerReader(der);
  const shape = read(reader);
  // OpenSSL's trusted certificates have something after them.
  if (shape !== "certificate") reader.end();
  return shape;
}

function read(reader: DerReader): Shape | undefined {
  const { tag, content } = reader.any();
  if (tag !== TAG.sequence) throw new DerError("not a sequence");
  const tags = tagsOf(content);
  const [, shape] = SHAPES.find(([pattern]) => pattern.test(tags)) ?? [];
  if (shape !== "certificate") return shape;
  // A certificate's serial number or version comes before another SEQUENCE; a request's version before a name and the key.
  const signed = new DerReader(content, true).sequence();
  return /^02 30 30( a0)?$/.test(tagsOf(signed.rest)) ? "request" : "certificate";
}

function tagsOf(content: Buffer): string {
  const reader = new DerReader(content, true);
  const tags: string[] = [];
  while (!reader.isAtEnd && tags.length < MAX_ELEMENTS)
    tags.push(reader.any().tag.toString(16).padStart(2, "0"));
  return tags.join(" ");
}

/** {@link shapeOf}, whatever follows. Also undefined for bytes that are not DER. */
export function findShape(bytes: Buffer): Shape | undefined {
  try {
    return read(new DerReader(bytes));
  } catch {
    return undefined;
  }
}
