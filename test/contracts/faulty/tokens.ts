import { execFileSync } from "node:child_process";
import {
  constants,
  createHmac,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
} from "node:crypto";
import { pem } from "../../support/keys";
import { AUDIENCE, ISSUER, SUBJECT } from "../parties";
import type { JsonObject } from "./json";
import { type Algorithm, clientKey, KEY_ID } from "./settings";

/* Tokens that judge the API. They are put together without a library, because libraries create no wrong ones. */

export const now = () => Math.floor(Date.now() / 1000);

export const goodHeader = (algorithm: Algorithm): JsonObject => ({
  alg: algorithm,
  typ: "JWT",
  kid: KEY_ID,
});

export const goodClaims = (): JsonObject => ({
  iss: ISSUER,
  sub: SUBJECT,
  aud: AUDIENCE,
  iat: now(),
  exp: now() + 300,
});

/** The client's key, and another one of the same kind. */
export function clientKeys(algorithm: Algorithm): { own: KeyObject; other: KeyObject } {
  if (algorithm === "HS256")
    return {
      own: createSecretKey(clientKey(algorithm), "utf8"),
      other: createSecretKey(Buffer.alloc(64, 7)),
    };
  return {
    own: createPrivateKey(clientKey(algorithm)),
    other:
      algorithm === "RS256"
        ? createPrivateKey(pem("rsa-other.pkcs8.pem"))
        : generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey,
  };
}

/** The parts of a token. A text is used as it is. */
export interface Parts {
  header: JsonObject;
  claims: JsonObject | string;
  key: KeyObject;
  /** Default: the algorithm in the header. */
  alg?: string;
}

export const base64url = (value: JsonObject | string | Buffer): string =>
  (Buffer.isBuffer(value)
    ? value
    : Buffer.from(typeof value === "string" ? value : JSON.stringify(value))
  ).toString("base64url");

export function createToken({ header, claims, key, alg = String(header.alg) }: Parts): string {
  const input = `${base64url(header)}.${base64url(claims)}`;
  return `${input}.${base64url(signatureOf(alg, input, key))}`;
}

export function signatureOf(alg: string, input: string, key: KeyObject): Buffer {
  const hash = `sha${alg.slice(2)}`;
  if (alg.startsWith("HS")) return createHmac(hash, key).update(input).digest();
  const padding = constants.RSA_PKCS1_PSS_PADDING;
  const saltLength = constants.RSA_PSS_SALTLEN_DIGEST;
  const pss = alg.startsWith("PS") ? { padding, saltLength } : {};
  return sign(hash, Buffer.from(input), { key, dsaEncoding: "ieee-p1363", ...pss });
}

/** What an attacker embeds: what verifies the tokens of a key. */
export const verifyingJwk = (key: KeyObject): JsonObject => ({
  ...(key.type === "secret" ? key : createPublicKey(key)).export({ format: "jwk" }),
});

/** A self-signed certificate for a private key, as base64. */
export function certificate(key: KeyObject): string {
  const input = key.export({ type: "pkcs8", format: "pem" });
  // OpenSSL cannot read a key from the socket that Node passes as standard input, but it can from a pipe.
  const command = "cat | openssl req -x509 -key /dev/stdin -subj /CN=attacker -days 1 -outform DER";
  return execFileSync("sh", ["-c", command], { input, stdio: "pipe" }).toString("base64");
}
