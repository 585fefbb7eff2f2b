import { toTwosComplement } from "./numbers";

/** An element of DER (ITU-T X.690), which mutations change in place. */
export interface DerNode {
  tag: number;
  /** The elements inside, or the content octets. Elements can also be inside an OCTET STRING or a BIT STRING. */
  content: DerNode[] | Buffer;
  /** The first content octet of a BIT STRING. */
  unusedBits?: number;
  /** What the standard calls it, for mutations that apply only to it. */
  role?: string;
  /** The modulus or order that the number must stay below. */
  limit?: bigint;
  /** Identifier octets to write instead of the tag. */
  identifier?: Buffer;
  /** Writes the length octets in another way. */
  length?: (actual: number) => Buffer;
  /** Octets after the element, such as end-of-contents octets. */
  after?: Buffer;
}

export const TAG = {
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  utf8String: 0x0c,
  sequence: 0x30,
  set: 0x31,
  bmpString: 0x1e,
  utcTime: 0x17,
};

export const EMPTY = Buffer.alloc(0);

export function encode(node: DerNode): Buffer {
  const {
    tag,
    content,
    unusedBits,
    identifier = Buffer.from([tag]),
    length = shortest,
    after = EMPTY,
  } = node;
  const body = Buffer.concat([
    unusedBits === undefined ? EMPTY : Buffer.from([unusedBits]),
    Buffer.isBuffer(content) ? content : Buffer.concat(content.map(encode)),
  ]);
  return Buffer.concat([identifier, length(body.length), body, after]);
}

/** Length octets as DER requires them (ITU-T X.690 section 10.1). */
export function shortest(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  const octets: number[] = [];
  for (let left = length; left > 0; left = Math.floor(left / 256)) octets.unshift(left % 256);
  return Buffer.from([0x80 | octets.length, ...octets]);
}

/** All elements, outermost first. */
export function nodesOf(node: DerNode): DerNode[] {
  return [node, ...(Buffer.isBuffer(node.content) ? [] : node.content.flatMap(nodesOf))];
}

/** Elements inside each other, without recursion, because the depth can be any number. */
export function nested(tag: number, depth: number, innermost: Buffer): Buffer {
  const parts = [innermost];
  let length = innermost.length;
  for (let level = 0; level < depth; level++) {
    const head = Buffer.concat([Buffer.from([tag]), shortest(length)]);
    parts.push(head);
    length += head.length;
  }
  return Buffer.concat(parts.reverse());
}

/** Octets that are written as they are. */
export const raw = (bytes: Buffer): DerNode => ({
  tag: 0,
  identifier: bytes,
  length: () => EMPTY,
  content: EMPTY,
});

export const sequence = (...content: DerNode[]): DerNode => ({ tag: TAG.sequence, content });

export const set = (...content: DerNode[]): DerNode => ({ tag: TAG.set, content });

/** Explicitly tagged `[number]`, or implicitly tagged and constructed. */
export const context = (number: number, ...content: DerNode[]): DerNode => ({ tag: 0xa0 | number, content });

export const integer = (value: bigint | number, role?: string, limit?: bigint): DerNode => ({
  tag: TAG.integer,
  content: toTwosComplement(BigInt(value)),
  role,
  limit,
});

export const octets = (content: Buffer | DerNode[], role?: string, limit?: bigint): DerNode => ({
  tag: TAG.octetString,
  content,
  role,
  limit,
});

export const bits = (content: Buffer | DerNode[], role?: string, tag = TAG.bitString): DerNode => ({
  tag,
  content,
  unusedBits: 0,
  role,
});

export const nothing = (): DerNode => ({ tag: TAG.null, content: EMPTY });

export const text = (value: string, tag = TAG.utf8String): DerNode => ({ tag, content: Buffer.from(value) });

/** An OBJECT IDENTIFIER in dotted notation (ITU-T X.690 section 8.19). */
export function oid(dotted: string): DerNode {
  const [first = 0, second = 0, ...others] = dotted.split(".").map(Number);
  const content = [first * 40 + second, ...others].flatMap((arc) => {
    const septets = [arc % 128];
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128))
      septets.unshift(0x80 | (left % 128));
    return septets;
  });
  return { tag: TAG.oid, content: Buffer.from(content), role: "algorithm" };
}
