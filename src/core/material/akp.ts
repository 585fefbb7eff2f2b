import type { KeyObject } from "node:crypto";
import type { JWK } from "jose";
import { nodeCrypto } from "../lib/node-crypto";
import { DerReader, TAG } from "./der";
import { encode } from "./der-writer";
import { BadKey } from "./key-errors";
import { algorithmIdentifier, oidOfMlDsa } from "./oids";
import type { AkpParts } from "./parts";
import { fromPrivateKeyInfo } from "./private-key-writer";

/** Lengths in bytes (FIPS 204 table 2). */
const SIZES: Record<string, { expanded: number; pub: number }> = {
  "ML-DSA-44": { expanded: 2560, pub: 1312 },
  "ML-DSA-65": { expanded: 4032, pub: 1952 },
  "ML-DSA-87": { expanded: 4896, pub: 2592 },
};
/** The lengths of public keys. */
export const publicLengths: readonly number[] = Object.values(SIZES).map(({ pub }) => pub);
const SEED_BYTES = 32;
/** The tag of a seed in a private key: `[0]`, primitive (RFC 9881 section 6). */
export const SEED_TAG = 0x80;

/** @throws BadKey if the public key is missing or has another length */
export function akpJwk({ name, pub }: AkpParts): JWK {
  if (pub === undefined || pub.length !== SIZES[name]?.pub) throw new BadKey();
  return { kty: "AKP", alg: name, pub: pub.toString("base64url") };
}

/**
 * The caller makes sure that Node has the algorithm.
 *
 * @throws BadKey if the public key is missing or has another length
 */
export function makeAkpPublicKey(parts: AkpParts): KeyObject {
  akpJwk(parts);
  const bits = encode(TAG.bitString, Buffer.from([0]), parts.pub as Buffer);
  const key = encode(TAG.sequence, algorithmIdentifier(oidOfMlDsa(parts.name)), bits);
  return nodeCrypto().createPublicKey({ key, format: "der", type: "spki" });
}

/**
 * Makes the private key from its seed, or from what was computed from the seed. The caller makes sure that Node has the
 * algorithm.
 *
 * @throws BadKey if a part has another length, or belongs to another key
 */
export function makeAkpKey({ name, seed, expanded, pub }: AkpParts): { key: KeyObject; jwk: JWK } {
  if (!isOfLength(seed, SEED_BYTES) || !isOfLength(expanded, SIZES[name]?.expanded)) throw new BadKey();
  const key = seed ? fromSeed(name, seed) : fromExpanded(name, expanded);
  // Node exports both forms, unless OpenSSL is configured to write only one.
  const both = key.export({ format: "der", type: "pkcs8" });
  if (seed && expanded && both.length > expanded.length && !both.includes(expanded)) throw new BadKey();
  const own = publicBytesOf(key);
  if (pub && !pub.equals(own)) throw new BadKey();
  return { key, jwk: akpJwk({ type: "AKP", name, pub: own }) };
}

const isOfLength = (bytes: Buffer | undefined, length = Number.NaN): boolean =>
  bytes === undefined || bytes.length === length;

/** Whether Node has the algorithm: from version 24.6. */
export function hasMlDsa(name: string): boolean {
  if (!available.has(name)) available.set(name, canMake(name));
  return available.get(name) ?? false;
}

const available = new Map<string, boolean>();

function canMake(name: string): boolean {
  try {
    return fromSeed(name, Buffer.alloc(SEED_BYTES)).type === "private";
  } catch {
    return false;
  }
}

const fromSeed = (name: string, seed: Buffer): KeyObject =>
  fromPrivateKeyInfo(oidOfMlDsa(name), encode(SEED_TAG, seed));

function fromExpanded(name: string, expanded: Buffer | undefined): KeyObject {
  try {
    return fromPrivateKeyInfo(oidOfMlDsa(name), encode(TAG.octetString, expanded ?? Buffer.alloc(0)));
  } catch (cause) {
    throw new BadKey("", { cause });
  }
}

function publicBytesOf(key: KeyObject): Buffer {
  const der = nodeCrypto().createPublicKey(key).export({ format: "der", type: "spki" });
  const spki = new DerReader(der).sequence();
  spki.read(TAG.sequence);
  return spki.bitString();
}
