import { calculateJwkThumbprint, type JWK } from "jose";
import { nodeCrypto } from "../lib/node-crypto";
import type { Algorithm } from "./algorithms";
import { toForms, toText } from "./public-forms";

/** A new key in each format that a user may need, by the format's name. */
export type GeneratedKey = Readonly<Record<string, string>>;

/**
 * Generates a key for an algorithm: a shared secret as long as its hash (RFC 7518 section 3.2), or a key pair whose ID is
 * its thumbprint (RFC 7638).
 *
 * @param bits size of an RSA modulus
 * @param encoding how the form decodes a secret; for text, the secret is in base64url
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
  const forms = toForms(jwk, name, kid);
  return {
    privateKey: privateKey.export({ type: "pkcs8", format: "pem" }) as string,
    publicKey: forms.pem,
    privateJwk: toText({ ...privateKey.export({ format: "jwk" }), kid, use: "sig", alg: name }),
    publicJwk: forms.jwk,
    keyId: kid,
  };
}

async function generateKeyPair({ family, curve = "" }: Algorithm, modulusLength: number) {
  const { promisify } = await import("node:util");
  const generate = promisify(nodeCrypto().generateKeyPair);
  if (family === "rsa") return generate("rsa", { modulusLength });
  return family === "ec" ? generate("ec", { namedCurve: curve }) : generate("ed25519");
}

function secretForms(alg: string, bytes: Buffer, encoding: string): GeneratedKey {
  const secret = bytes.toString(encoding === "text" ? "base64url" : (encoding as BufferEncoding));
  return { secret, secretJwk: toText({ kty: "oct", k: bytes.toString("base64url"), alg }) };
}
