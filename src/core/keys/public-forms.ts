import type { JWK } from "jose";
import { nodeCrypto } from "../lib/node-crypto";

/** A public key in the formats that servers may require. */
export interface PublicKeyForms {
  /** SubjectPublicKeyInfo in PEM. */
  pem: string;
  /** Pretty-printed JSON, with `kid`, `use`, and `alg`. */
  jwk: string;
  jwkSet: string;
}

/** @param jwk public members only */
export function toForms(jwk: JWK, algorithm: string, kid: string): PublicKeyForms {
  const named = { ...jwk, kid, use: "sig", alg: algorithm };
  return {
    pem: nodeCrypto()
      .createPublicKey({ key: jwk, format: "jwk" })
      .export({ type: "spki", format: "pem" }) as string,
    jwk: toText(named),
    jwkSet: toText({ keys: [named] }),
  };
}

export const toText = (jwk: object): string => JSON.stringify(jwk, null, 2);
