import type { KeyObject } from "node:crypto";
import type { JWK } from "jose";
import { nodeCrypto } from "../lib/node-crypto";
import { akpJwk, makeAkpKey, makeAkpPublicKey } from "./akp";
import { ecJwk, makeEcKey } from "./ec";
import { BadKey } from "./key-errors";
import { makeOkpKey, okpJwk } from "./okp";
import type { KeyParts } from "./parts";
import { checkRsa, makeRsaKey, rsaJwk } from "./rsa";

/** A public key for Node, made from checked numbers, and its JWK. */
export interface MadePublicKey {
  key: KeyObject;
  /** Only the members that determine it. */
  jwk: JWK;
}

/** A private key, and the public one. */
export interface MadeKey {
  key: KeyObject;
  publicKey: MadePublicKey;
}

/**
 * Makes a private key. Node never gets bytes that this plugin did not write, because other bytes can make OpenSSL crash or
 * run for minutes.
 *
 * @throws BadKey if the parts are not those of a private key
 */
export function makePrivateKey(parts: KeyParts): MadeKey {
  const { key, jwk } = make(parts);
  return { key, publicKey: { key: nodeCrypto().createPublicKey(key), jwk } };
}

function make(parts: KeyParts): { key: KeyObject; jwk: JWK } {
  switch (parts.type) {
    case "RSA":
      return { key: makeRsaKey(parts), jwk: rsaJwk(parts) };
    case "EC":
      return makeEcKey(parts);
    case "OKP":
      return makeOkpKey(parts);
    case "AKP":
      return makeAkpKey(parts);
    default:
      throw new BadKey();
  }
}

/**
 * Makes a public key, from a private one too.
 *
 * @throws BadKey if the parts are not those of a key
 */
export function makePublicKey(parts: KeyParts): MadePublicKey {
  if (isPrivate(parts)) return makePrivateKey(parts).publicKey;
  if (parts.type === "AKP") return { key: makeAkpPublicKey(parts), jwk: akpJwk(parts) };
  const jwk = publicJwkOf(parts);
  return { key: nodeCrypto().createPublicKey({ key: { ...jwk }, format: "jwk" }), jwk };
}

function publicJwkOf(parts: KeyParts): JWK {
  switch (parts.type) {
    case "RSA":
      checkRsa(parts);
      return rsaJwk(parts);
    case "EC":
      return ecJwk(parts);
    case "OKP":
      return okpJwk(parts);
    default:
      throw new BadKey();
  }
}

/** Whether the key has a private part. */
function isPrivate(parts: KeyParts): boolean {
  switch (parts.type) {
    case "RSA":
      return parts.d !== undefined || parts.primes.length > 0;
    case "EC":
      return parts.d !== undefined;
    case "OKP":
      return parts.seed !== undefined;
    case "AKP":
      return (parts.seed ?? parts.expanded) !== undefined;
    default:
      return false;
  }
}
