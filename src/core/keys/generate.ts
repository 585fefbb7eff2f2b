import type { KeyPairKeyObjectResult } from "node:crypto";
import { calculateJwkThumbprint, type JWK } from "jose";
import { nodeCrypto } from "../lib/node-crypto";
import type { Algorithm } from "./algorithms";
import { toForms, toText } from "./public-forms";
import { unavailable } from "./refusals";

/** A new key in each format that a user may need, by the format's name. */
export type GeneratedKey = Readonly<Record<string, string>>;

/**
 * Generates a key for an algorithm: a shared secret as long as its hash (RFC 7518 section 3.2), or a key pair whose ID is
 * its thumbprint (RFC 7638).
 *
 * @param bits size of an RSA modulus
 * @param encoding how the form decodes a secret; for text, the secret is in base64url
 * @throws JwtAuthError if this version of Node does not have the algorithm
 */
export async function generateKey(
  algorithm: Algorithm,
  bits: number,
  encoding: string,
): Promise<GeneratedKey> {
  const { name, family, signatureBytes = 0 } = algorithm;
  if (family === "hmac") return secretForms(name, nodeCrypto().randomBytes(signatureBytes), encoding);
  const { privateKey, publicKey } = await generateKeyPair(algorithm, bits);
  const jwk = publicKey.export({ format: "jwk" }) as JWK;
  const kid = await calculateJwkThumbprint(jwk);
  const forms = toForms({ key: publicKey, jwk }, name, kid);
  return {
    privateKey: privateKey.export({ type: "pkcs8", format: "pem" }) as string,
    publicKey: forms.pem,
    privateJwk: toText({ ...privateKey.export({ format: "jwk" }), kid, use: "sig", alg: name }),
    publicJwk: forms.jwk,
    keyId: kid,
  };
}

/**
 * @param modulusLength of an RSA key, in bits
 * @throws JwtAuthError if this version of Node does not have the algorithm
 */
export async function generateKeyPair(
  algorithm: Algorithm,
  modulusLength: number,
): Promise<KeyPairKeyObjectResult> {
  const { promisify } = await import("node:util");
  const { name, family, curve = "" } = algorithm;
  const generate = promisify(nodeCrypto().generateKeyPair);
  if (family === "rsa") return generate("rsa", { modulusLength });
  if (family === "ec") return generate("ec", { namedCurve: curve });
  if (family === "okp") return generate("ed25519");
  try {
    // Node's types do not have it yet.
    return await generate(name.toLowerCase() as "ed25519");
  } catch (cause) {
    throw unavailable(algorithm, cause);
  }
}

function secretForms(alg: string, bytes: Buffer, encoding: string): GeneratedKey {
  const secret = bytes.toString(encoding === "text" ? "base64url" : (encoding as BufferEncoding));
  return { secret, secretJwk: toText({ kty: "oct", k: bytes.toString("base64url"), alg }) };
}
