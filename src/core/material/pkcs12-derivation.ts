import { nodeCrypto } from "../lib/node-crypto";

/** Block and output length of SHA-1 in bytes. */
const BLOCK_BYTES = 64;

/** What the derived bytes are for (RFC 7292 appendix B.3). */
export const PURPOSE = { key: 1, iv: 2 } as const;

/** Derives bytes from a passphrase as PKCS#12 does, with SHA-1 (RFC 7292 appendix B.2). The caller limits the rounds. */
export function deriveForPkcs12(
  passphrase: string,
  salt: Buffer,
  rounds: number,
  purpose: number,
  length: number,
): Buffer {
  const diversifier = Buffer.alloc(BLOCK_BYTES, purpose);
  // UTF-16, big-endian, with a final zero.
  const password = Buffer.from(`${passphrase}\0`, "utf16le").swap16();
  let input: Buffer = Buffer.concat([salt, password].map(fillBlocks));
  const derived: Buffer[] = [];
  for (let bytes = 0; bytes < length; bytes += 20) {
    let hash = sha1(Buffer.concat([diversifier, input]));
    for (let round = 1; round < rounds; round++) hash = sha1(hash);
    derived.push(hash);
    input = addToBlocks(input, hash);
  }
  return Buffer.concat(derived).subarray(0, length);
}

const sha1 = (data: Buffer): Buffer => nodeCrypto().createHash("sha1").update(data).digest();

/** Repeats bytes up to the end of a block. */
const fillBlocks = (bytes: Buffer): Buffer =>
  bytes.length === 0 ? bytes : Buffer.alloc(Math.ceil(bytes.length / BLOCK_BYTES) * BLOCK_BYTES, bytes);

/** Adds the repeated hash and one to every block, without the carry beyond the block. */
function addToBlocks(input: Buffer, hash: Buffer): Buffer {
  const addend = Buffer.alloc(BLOCK_BYTES, hash);
  const sum = Buffer.from(input);
  for (let block = 0; block < sum.length; block += BLOCK_BYTES) {
    let carry = 1;
    for (let at = BLOCK_BYTES - 1; at >= 0; at--) {
      carry += (sum[block + at] ?? 0) + (addend[at] ?? 0);
      sum[block + at] = carry & 0xff;
      carry >>= 8;
    }
  }
  return sum;
}
