import { curves } from "../material/curves";
import { toNumber } from "../material/numbers";
import { ED25519_BYTES } from "../material/okp";
import type { KeyParts } from "../material/parts";
import type { AlgorithmChoice } from "./algorithms";

/** A private key that is only its number. */
interface RawKey {
  parts: KeyParts;
  /** What to say if the numbers contradict each other, without what to do. */
  damaged?: string;
}

/** Bytes in hex, base64, or base64url. Undefined if the text is none of them. */
export function decode(text: string): Buffer | undefined {
  const hex = /^(?:0x)?((?:[0-9a-f]{2})+)$/i.exec(text)?.[1];
  if (hex) return Buffer.from(hex, "hex");
  return /^[A-Za-z0-9+/_-]+={0,2}$/.test(text) ? Buffer.from(text, "base64") : undefined;
}

/**
 * A private key that is only its number: an Ed25519 seed, alone or followed by its public key as Coinbase CDP and libsodium
 * write it, or an EC number. Undefined for bytes of any other length.
 */
export function readRawKey(bytes: Buffer, { algorithms }: AlgorithmChoice): RawKey | undefined {
  const { length } = bytes;
  if (length === 2 * ED25519_BYTES) {
    const [seed, x] = [bytes.subarray(0, ED25519_BYTES), bytes.subarray(ED25519_BYTES)];
    const damaged = "These 64 bytes aren't an Ed25519 key: the public half doesn't match the private half.";
    return { parts: { type: "OKP", seed, x }, damaged };
  }
  for (const { family, curve: name = "" } of algorithms) {
    const curve = curves.get(name);
    if (curve && length === curve.bytes) return { parts: { type: "EC", curve, d: toNumber(bytes) } };
    if (family === "okp" && length === ED25519_BYTES) return { parts: { type: "OKP", seed: bytes } };
  }
  return undefined;
}
