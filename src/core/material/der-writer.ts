import { TAG } from "./der";

/** An element in DER. */
export function encode(tag: number, ...contents: Buffer[]): Buffer {
  const content = Buffer.concat(contents);
  const { length } = content;
  const bytes = length < 0x80 ? [length] : [...Buffer.from(evenHex(length.toString(16)), "hex")];
  const head = length < 0x80 ? bytes : [0x80 | bytes.length, ...bytes];
  return Buffer.concat([Buffer.from([tag, ...head]), content]);
}

/** An unsigned number as INTEGER. */
export function encodeInteger(value: bigint): Buffer {
  const bytes = Buffer.from(evenHex(value.toString(16)), "hex");
  return encode(TAG.integer, ...((bytes[0] ?? 0) >= 0x80 ? [Buffer.from([0])] : []), bytes);
}

const evenHex = (hex: string): string => (hex.length % 2 === 0 ? hex : `0${hex}`);
