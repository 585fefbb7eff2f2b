import { toNumber } from "./numbers";

/** Universal tags (X.690 section 8.1.2), constructed where DER requires it, and the context-specific ones of keys. */
export const TAG = {
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  objectIdentifier: 0x06,
  utf8String: 0x0c,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

/** A constructed context-specific tag, such as `[0]`. */
export const contextTag = (number: number): number => 0xa0 | number;

/** Bytes that are not DER, or not the structure that was expected. Its message never contains any of them. */
export class DerError extends Error {
  constructor(
    message: string,
    /** Whether the outermost element is longer than the bytes: some of them are missing. */
    readonly isTruncated = false,
  ) {
    super(message);
  }
}

/** In bytes. A number in a key of 16,384 bits is shorter. */
const MAX_INTEGER_BYTES = 4096;

/** Longer than any object identifier of a key or cipher. */
const MAX_IDENTIFIER_BYTES = 20;

/**
 * Reads DER (X.690) strictly, one element at a time: definite lengths in their shortest form, primitive strings, minimal
 * unsigned numbers. Nothing is parsed before it is asked for, so nesting costs nothing.
 */
export class DerReader {
  private at = 0;

  /** @param isInner whether the bytes are part of an element */
  constructor(
    private readonly bytes: Buffer,
    private readonly isInner = false,
  ) {}

  get isAtEnd(): boolean {
    return this.at === this.bytes.length;
  }

  /** What has not been read yet. */
  get rest(): Buffer {
    return this.bytes.subarray(this.at);
  }

  /** The tag of the next element. Undefined at the end. */
  get nextTag(): number | undefined {
    return this.bytes[this.at];
  }

  /** @returns the next element's content */
  read(tag: number): Buffer {
    if (this.nextTag !== tag) throw new DerError(`expected tag ${tag}`);
    return this.any().content;
  }

  /** @returns undefined if the next element has another tag */
  optional(tag: number): Buffer | undefined {
    return this.nextTag === tag ? this.read(tag) : undefined;
  }

  /** The next element, whatever it is, and its whole encoding. */
  any(): { tag: number; content: Buffer; encoding: Buffer } {
    const start = this.at;
    const isOutermost = start === 0 && !this.isInner;
    const [tag, short] = this.bytes.subarray(start);
    if (tag === undefined || short === undefined) throw new DerError("missing element", isOutermost);
    if ((tag & 0x1f) === 0x1f) throw new DerError("tag number over 30");
    const size = short < 0x80 ? 0 : short & 0x7f;
    // Four bytes are enough for four gigabytes. Size 0 is the indefinite length of BER.
    if (short >= 0x80 && (size === 0 || size > 4)) throw new DerError("invalid length");
    const from = start + 2 + size;
    if (from > this.bytes.length) throw new DerError("missing length", isOutermost);
    const length = size === 0 ? short : this.bytes.readUIntBE(start + 2, size);
    if (size > 0 && length < (size === 1 ? 0x80 : 2 ** (8 * (size - 1))))
      throw new DerError("length not minimal");
    if (from + length > this.bytes.length) throw new DerError("element too long", isOutermost);
    this.at = from + length;
    return {
      tag,
      content: this.bytes.subarray(from, this.at),
      encoding: this.bytes.subarray(start, this.at),
    };
  }

  /** A reader for the content of the next element, a SEQUENCE unless another constructed tag is given. */
  sequence(tag: number = TAG.sequence): DerReader {
    return new DerReader(this.read(tag), true);
  }

  /** @returns undefined if the next element has another tag */
  optionalSequence(tag: number): DerReader | undefined {
    return this.nextTag === tag ? this.sequence(tag) : undefined;
  }

  /** An INTEGER that is not negative. */
  integer(): bigint {
    const content = this.read(TAG.integer);
    const [first = 0x80, second = 0x80] = content;
    if (first >= 0x80) throw new DerError("negative or empty number");
    if (first === 0 && content.length > 1 && second < 0x80) throw new DerError("number not minimal");
    if (content.length > MAX_INTEGER_BYTES) throw new DerError("number too long");
    return toNumber(content);
  }

  /** An INTEGER up to 2^53. */
  smallInteger(): number {
    const value = this.integer();
    return value > BigInt(Number.MAX_SAFE_INTEGER) ? Number.POSITIVE_INFINITY : Number(value);
  }

  /** A NULL, if there is one. */
  optionalNull(): void {
    if (this.optional(TAG.null)?.length) throw new DerError("NULL with content");
  }

  /** An OBJECT IDENTIFIER as text, such as `1.2.840.10045.2.1`. */
  objectIdentifier(): string {
    const content = this.read(TAG.objectIdentifier);
    // The last byte of an arc has no high bit.
    if (content.length === 0 || content.length > MAX_IDENTIFIER_BYTES || (content.at(-1) ?? 0) >= 0x80)
      throw new DerError("invalid object identifier");
    const arcs: number[] = [];
    let arc = 0;
    for (const [at, byte] of content.entries()) {
      const isFirst = at === 0 || (content[at - 1] ?? 0) < 0x80;
      if ((isFirst && byte === 0x80) || arc > 2 ** 40) throw new DerError("invalid object identifier");
      arc = arc * 128 + (byte & 0x7f);
      if (byte < 0x80) {
        arcs.push(arc);
        arc = 0;
      }
    }
    const [first = 0, ...others] = arcs;
    const root = Math.min(Math.floor(first / 40), 2);
    return [root, first - 40 * root, ...others].join(".");
  }

  octetString(): Buffer {
    return this.read(TAG.octetString);
  }

  /** A BIT STRING of whole bytes. */
  bitString(tag: number = TAG.bitString): Buffer {
    const content = this.read(tag);
    if (content[0] !== 0) throw new DerError("unused bits");
    return content.subarray(1);
  }

  /** @throws DerError if anything is left */
  end(): void {
    if (!this.isAtEnd) throw new DerError("unexpected element");
  }
}

/** Whether bytes are one whole element, whatever is in it. */
export function isOneElement(bytes: Buffer): boolean {
  const reader = new DerReader(bytes);
  try {
    reader.any();
  } catch {
    return false;
  }
  return reader.isAtEnd;
}
