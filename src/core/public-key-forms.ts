import { createPublicKey } from "node:crypto";
import type { JWK } from "jose";
import { buildContent, type Moment } from "./claims";
import { JwtAuthError, withLabel } from "./errors";
import { loadKeyOf } from "./key";
import { readPlan, signingSettings } from "./plan";
import type { Values } from "./schema";

/** A public key in the forms that a server may want it in. */
export interface PublicKeyForms {
  /** SubjectPublicKeyInfo in PEM. */
  pem: string;
  /** Pretty-printed JSON, with `kid`, `use` and `alg`. */
  jwk: string;
  jwkSet: string;
}

/**
 * The public half of the private key in the form. Its `kid` is the one that tokens of this form name, else the thumbprint.
 *
 * @throws JwtAuthError if the form cannot sign, or signs without a private key
 */
export async function publicKeyOf(values: Values, moment: Moment): Promise<PublicKeyForms> {
  try {
    const settings = signingSettings(readPlan(values));
    const key = await loadKeyOf(settings);
    if (!key?.publicKey) {
      const { name, needs } = settings.algorithm;
      throw new JwtAuthError(
        "no-public-key",
        "algorithm",
        `there is no public key, since ${name} takes ${needs}. Choose an RS, PS, ES or EdDSA algorithm for a private key.`,
      );
    }
    const kid = buildContent(settings, { moment, key }).header.get("kid");
    return toForms(
      key.publicKey.jwk,
      settings.algorithm.name,
      typeof kid === "string" ? kid : key.publicKey.thumbprint,
    );
  } catch (error) {
    throw withLabel(error, values);
  }
}

/** @param jwk with its public members alone */
export function toForms(jwk: JWK, algorithm: string, kid: string): PublicKeyForms {
  const named = { ...jwk, kid, use: "sig", alg: algorithm };
  return {
    pem: createPublicKey({ key: jwk, format: "jwk" }).export({ type: "spki", format: "pem" }) as string,
    jwk: toText(named),
    jwkSet: toText({ keys: [named] }),
  };
}

export const toText = (jwk: object): string => JSON.stringify(jwk, null, 2);
