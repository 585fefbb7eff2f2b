import { KeyObject } from "node:crypto";
import { secp256k1 } from "@noble/curves/secp256k1.js";
import { ml_dsa44, ml_dsa65, ml_dsa87 } from "@noble/post-quantum/ml-dsa.js";

const ML_DSA: Record<string, typeof ml_dsa44> = {
  "ML-DSA-44": ml_dsa44,
  "ML-DSA-65": ml_dsa65,
  "ML-DSA-87": ml_dsa87,
};

/** The algorithms that few libraries for JWTs know. */
export const isForNoble = (algorithm: string): boolean => algorithm === "ES256K" || algorithm in ML_DSA;

/** Whether a token's signature is right according to noble, which is written in JavaScript and does not use OpenSSL. */
export function isSignedAccordingToNoble(
  token: string,
  algorithm: string,
  key: KeyObject | Uint8Array,
): boolean {
  const [header = "", payload = "", signature = ""] = token.split(".");
  const bytes = Buffer.from(signature, "base64url");
  const input = Buffer.from(`${header}.${payload}`);
  const publicKey = key instanceof KeyObject ? rawBytesOf(key, algorithm) : key;
  const mlDsa = ML_DSA[algorithm];
  if (mlDsa) return mlDsa.verify(bytes, input, publicKey);
  // RFC 8812 does not require the smaller of the two possible signatures.
  return bytes.length === 64 && secp256k1.verify(bytes, input, publicKey, { lowS: false });
}

/** The key at the end of its SubjectPublicKeyInfo. */
function rawBytesOf(key: KeyObject, algorithm: string): Buffer {
  const { lengths } = ML_DSA[algorithm] ?? { lengths: { publicKey: 65 } };
  return key.export({ format: "der", type: "spki" }).subarray(-(lengths.publicKey ?? 0));
}

/** The public key of an ML-DSA seed. */
export const mlDsaPublicKey = (algorithm: string, seed: Uint8Array): Uint8Array =>
  (ML_DSA[algorithm] ?? ml_dsa44).keygen(seed).publicKey;
