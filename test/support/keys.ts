import { createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { inject } from "vitest";

export { PASSPHRASE } from "./make-keys";

/** The key file of this name, as text. */
export const pem = (name: string): string => readFileSync(keyPath(name), "utf8");

/** The key file of this name, as base64 without line breaks. */
export const base64 = (name: string): string => readFileSync(keyPath(name)).toString("base64");

export const keyPath = (name: string): string => join(inject("keyFolder"), name);

/** A private key as a JWK, by OpenSSL's work and Node's. */
export function jwk(name: string, extra: object = {}): Record<string, unknown> {
  return { ...createPrivateKey(pem(name)).export({ format: "jwk" }), ...extra };
}

/** The public half of a private key: what a server has. */
export const publicKeyOf = (name: string): KeyObject => createPublicKey(pem(name));

/** A shared secret, 64 bytes of text: long enough for HS512. */
export const SECRET = "a shared secret of sixty-four bytes, long enough for every hash.";

/** For each signing algorithm what goes into the form's key field, and what a server checks its tokens with. */
export function keyFor(algorithm: string): { key: string; verifyWith: KeyObject | Uint8Array } {
  const name = FILES[algorithm];
  return name
    ? { key: pem(name), verifyWith: publicKeyOf(name) }
    : { key: SECRET, verifyWith: new TextEncoder().encode(SECRET) };
}

const FILES: Record<string, string> = {
  RS256: "rsa.pkcs8.pem",
  RS384: "rsa.pkcs8.pem",
  RS512: "rsa.pkcs8.pem",
  PS256: "rsa.pkcs8.pem",
  PS384: "rsa.pkcs8.pem",
  PS512: "rsa.pkcs8.pem",
  ES256: "p256.pkcs8.pem",
  ES384: "p384.pkcs8.pem",
  ES512: "p521.pkcs8.pem",
  EdDSA: "ed25519.pkcs8.pem",
};

/** A Google service account's file with a private key. */
export const serviceAccount = (name: string) => ({
  type: "service_account",
  project_id: "project",
  private_key_id: "service-account-key",
  private_key: pem(name),
  client_email: "robot@project.example",
  token_uri: "https://oauth2.example.com/token",
});

/** Keys in forms that OpenSSL does not make: only their first lines are real, which is all that is read of them. */
export const OPENSSH_KEY = `-----BEGIN OPENSSH PRIVATE KEY-----
${Buffer.from(`openssh-key-v1\0${"-".repeat(80)}`).toString("base64")}
-----END OPENSSH PRIVATE KEY-----
`;
export const PUTTY_KEY =
  "PuTTY-User-Key-File-3: ssh-rsa\nEncryption: none\nComment: rsa-key\nPublic-Lines: 6\n";
