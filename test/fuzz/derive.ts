import { createHash } from "node:crypto";
import { toBytes, toNumber } from "./numbers";

/** Block size of SHA-1 and MD5 in bytes: "v" in RFC 7292. */
const BLOCK = 64;

/**
 * PKCS#12's key derivation with SHA-1 (RFC 7292 appendix B.2).
 *
 * @param purpose 1 for a key, 2 for an IV
 */
export function pkcs12Key(passphrase: string, salt: Buffer, rounds: number, purpose: number, length: number) {
  const filled = (bytes: Buffer) => Buffer.alloc(Math.ceil(bytes.length / BLOCK) * BLOCK, bytes);
  // A BMPString is UTF-16 with the high byte first, here with a terminator.
  const password = Buffer.from(`${passphrase}\0`, "utf16le").swap16();
  const input = Buffer.concat([filled(salt), filled(password)]);
  const made: Buffer[] = [];
  for (let left = length; left > 0; left -= 20) {
    let hash = Buffer.concat([Buffer.alloc(BLOCK, purpose), input]);
    for (let round = 0; round < rounds; round++) hash = createHash("sha1").update(hash).digest();
    made.push(hash);
    const add = toNumber(Buffer.alloc(BLOCK, hash)) + 1n;
    for (let at = 0; at < input.length; at += BLOCK) {
      const sum = toNumber(input.subarray(at, at + BLOCK)) + add;
      toBytes(sum, BLOCK).subarray(-BLOCK).copy(input, at);
    }
  }
  return Buffer.concat(made).subarray(0, length);
}

/** OpenSSL's EVP_BytesToKey with MD5 and one round, for PEM with traditional encryption. */
export function bytesToKey(passphrase: string, salt: Buffer, length: number): Buffer {
  let made: Buffer = Buffer.alloc(0);
  for (let last: Buffer = Buffer.alloc(0); made.length < length; made = Buffer.concat([made, last]))
    last = createHash("md5").update(last).update(passphrase).update(salt).digest();
  return made.subarray(0, length);
}
