import { calculateJwkThumbprint, exportJWK, exportPKCS8, generateKeyPair, generateSecret } from "jose";
import type { Algorithm } from "./algorithms";
import { toForms, toText } from "./public-key-forms";

/** A new key in each form that somebody may want, by the form's name. */
export type GeneratedKey = Readonly<Record<string, string>>;

/**
 * Makes a key for an algorithm: a shared secret as long as its hash (RFC 7518 section 3.2), or a key pair named by its
 * thumbprint (RFC 7638).
 *
 * @param bits of an RSA modulus
 * @param encoding how the form takes a secret; as text it is written in base64url
 */
export async function generateKey(
  { name, family }: Algorithm,
  bits: number,
  encoding: string,
): Promise<GeneratedKey> {
  if (family === "hmac") return secretForms(name, encoding);
  const { privateKey, publicKey } = await generateKeyPair(name, { extractable: true, modulusLength: bits });
  const jwk = await exportJWK(publicKey);
  const kid = await calculateJwkThumbprint(jwk);
  const forms = toForms(jwk, name, kid);
  return {
    privateKey: `${(await exportPKCS8(privateKey)).trim()}\n`,
    publicKey: forms.pem,
    privateJwk: toText({ ...(await exportJWK(privateKey)), kid, use: "sig", alg: name }),
    publicJwk: forms.jwk,
    keyId: kid,
  };
}

async function secretForms(alg: string, encoding: string): Promise<GeneratedKey> {
  const jwk = await exportJWK(await generateSecret(alg, { extractable: true }));
  const bytes = Buffer.from(jwk.k ?? "", "base64url");
  const secret = bytes.toString(encoding === "text" ? "base64url" : (encoding as BufferEncoding));
  return { secret, secretJwk: toText({ ...jwk, alg }) };
}
