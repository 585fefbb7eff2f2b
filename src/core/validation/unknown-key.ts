import type { Signer } from "../jwt/sign";
import type { Algorithm } from "../keys/algorithms";
import { generateKeyPair } from "../keys/generate";
import type { Json, JsonObject } from "../lib/json";
import { nodeCrypto } from "../lib/node-crypto";
import { selfSign } from "../material/certificate-writer";

/** A new key of the same kind as the real one, which no API has ever seen. */
export interface UnknownKey extends Signer {
  /** What a verifier needs: the public key, or the secret. */
  jwk: JsonObject;
  /** A self-signed certificate, as an item of `x5c`. Undefined for a secret. */
  certificate?: string;
}

const MODULUS_BITS = 2048;

/** The name in the certificate. */
const NAME = "JWT Bearer test";

/** By what kind of key an algorithm has. Generated only once, because that takes long for RSA. */
const keys = new Map<string, Promise<UnknownKey>>();

/**
 * An unknown key for an algorithm.
 *
 * @param now Unix timestamp in milliseconds
 * @throws JwtAuthError if this version of Node does not have the algorithm
 */
export async function unknownKeyFor(algorithm: Algorithm, now: number): Promise<UnknownKey> {
  const { kty, curve, signatureBytes } = algorithm;
  const kind = [kty, curve, signatureBytes].join();
  const key = keys.get(kind) ?? generate(algorithm, now);
  keys.set(kind, key);
  return { ...(await key), algorithm };
}

async function generate(algorithm: Algorithm, now: number): Promise<UnknownKey> {
  if (algorithm.family === "hmac") {
    const { createSecretKey, randomBytes } = nodeCrypto();
    const key = createSecretKey(randomBytes(algorithm.signatureBytes ?? 0));
    return { algorithm, key, jwk: toJson(key.export({ format: "jwk" })) };
  }
  const { privateKey, publicKey } = await generateKeyPair(algorithm, MODULUS_BITS);
  return {
    algorithm,
    key: privateKey,
    jwk: toJson(publicKey.export({ format: "jwk" })),
    certificate: selfSign(NAME, privateKey, now).toString("base64"),
  };
}

const toJson = (jwk: object): JsonObject => new Map(Object.entries(jwk) as [string, Json][]);
