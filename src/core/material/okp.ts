import type { KeyObject } from "node:crypto";
import type { JWK } from "jose";
import { nodeCrypto } from "../lib/node-crypto";
import { TAG } from "./der";
import { encode } from "./der-writer";
import { BadKey } from "./key-errors";
import { OID } from "./oids";
import type { OkpParts } from "./parts";
import { fromPrivateKeyInfo } from "./private-key-writer";

/** Length of a seed and of a public key (RFC 8032 section 5.1.5). */
export const ED25519_BYTES = 32;

const jwkOf = (x: Buffer): JWK => ({ kty: "OKP", crv: "Ed25519", x: x.toString("base64url") });

/** @throws BadKey if the public key is missing or has another length */
export function okpJwk({ x }: OkpParts): JWK {
  if (x?.length !== ED25519_BYTES) throw new BadKey();
  return jwkOf(x);
}

/** @throws BadKey if the seed has another length, or the public key belongs to another one */
export function makeOkpKey({ seed, x }: OkpParts): { key: KeyObject; jwk: JWK } {
  if (seed?.length !== ED25519_BYTES) throw new BadKey();
  const key = fromPrivateKeyInfo(OID.Ed25519, encode(TAG.octetString, seed));
  const own = Buffer.from(String(nodeCrypto().createPublicKey(key).export({ format: "jwk" }).x), "base64url");
  if (x && !x.equals(own)) throw new BadKey();
  return { key, jwk: jwkOf(own) };
}
