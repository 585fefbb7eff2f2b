import { constants, createHmac, type KeyObject, timingSafeEqual, verify } from "node:crypto";

/** A token as far as its signature is concerned. */
export interface Signed {
  /** The algorithm to verify with. */
  alg: string;
  /** The first two parts, as sent. */
  input: string;
  signature: Buffer;
}

/** Supports more algorithms than the API accepts, as libraries do. Which one is used is up to the API. */
export function verifies({ alg, input, signature }: Signed, key: KeyObject): boolean {
  if (alg === "none") return signature.length === 0;
  const [, kind, bits] = /^(HS|RS|PS|ES)(256|384|512)$/.exec(alg) ?? [];
  const hash = `sha${bits}`;
  const bytes = Buffer.from(input);
  switch (kind) {
    case "HS": {
      const mac = hmac(input, key, hash);
      return mac.length === signature.length && timingSafeEqual(mac, signature);
    }
    case "RS":
      return verify(hash, bytes, key, signature);
    case "PS":
      return verify(hash, bytes, { key, ...PSS }, signature);
    case "ES":
      return (
        alg === "ES256" &&
        signature.length === 64 &&
        [signature.subarray(0, 32), signature.subarray(32)].every((number) =>
          number.some((byte) => byte > 0),
        ) &&
        verify(hash, bytes, { key, dsaEncoding: "ieee-p1363" }, signature)
      );
    default:
      return false;
  }
}

/** RFC 7518 section 3.5: the salt is as long as the hash. */
const PSS = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };

export const hmac = (input: string, key: KeyObject, hash = "sha256"): Buffer =>
  createHmac(hash, key).update(input).digest();
