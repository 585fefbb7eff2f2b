import type { MadePublicKey } from "../material/make-key";

/** A public key in the formats that servers may require. */
export interface PublicKeyForms {
  /** SubjectPublicKeyInfo in PEM. */
  pem: string;
  /** Pretty-printed JSON, with `kid`, `use`, and `alg`. */
  jwk: string;
  jwkSet: string;
}

export function toForms({ key, jwk }: MadePublicKey, algorithm: string, kid: string): PublicKeyForms {
  const named = { ...jwk, kid, use: "sig", alg: algorithm };
  return {
    pem: key.export({ type: "spki", format: "pem" }) as string,
    jwk: toText(named),
    jwkSet: toText({ keys: [named] }),
  };
}

export const toText = (jwk: object): string => JSON.stringify(jwk, null, 2);
