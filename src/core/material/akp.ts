import type { KeyObject } from "node:crypto";
import type { JWK } from "jose";
import { nodeCrypto } from "../lib/node-crypto";
import { BadKey, UnavailableKey } from "./bad-key";
import { DerReader, TAG } from "./der";
import { encode } from "./der-writer";
import { algorithmIdentifier, oidOfMlDsa } from "./oids";
import type { AkpParts } from "./parts";

/** Lengths in bytes (FIPS 204 table 2). */
const SIZES: Record<string, { expanded: number; pub: number }> = {
  "ML-DSA-44": { expanded: 2560, pub: 1312 },
  "ML-DSA-65": { expanded: 4032, pub: 1952 },
  "ML-DSA-87": { expanded: 4896, pub: 2592 },
};
const SEED_BYTES = 32;
/** The tag of a seed in a private key: `[0]`, primitive (RFC 9881 section 6). */
export const SEED_TAG = 0x80;

/** @throws BadKey if the public key is missing or has another length */
export function akpJwk({ name, pub }: AkpParts): JWK {
  if (pub === undefined || pub.length !== SIZES[name]?.pub) throw new BadKey();
  return { kty: "AKP", alg: name, pub: pub.toString("base64url") };
}

/** @throws UnavailableKey if Node does not have the algorithm: before version 24.6 */
export function makeAkpPublicKey(parts: AkpParts): KeyObject {
  akpJwk(parts);
  const bits = encode(TAG.bitString, Buffer.from([0]), parts.pub as Buffer);
  const key = encode(TAG.sequence, algorithmIdentifier(oidOfMlDsa(parts.name)), bits);
  try {
    return nodeCrypto().createPublicKey({ key, format: "der", type: "spki" });
  } catch (cause) {
    throw new UnavailableKey(parts.name, { cause });
  }
}

/**
 * Makes the private key from its seed, or from what was computed from the seed.
 *
 * @throws BadKey if a part has another length, or belongs to another key
 * @throws UnavailableKey if Node does not have the algorithm: before version 24.6
 */
export function makeAkpKey({ name, seed, expanded, pub }: AkpParts): { key: KeyObject; jwk: JWK } {
  if (!isOfLength(seed, SEED_BYTES) || !isOfLength(expanded, SIZES[name]?.expanded)) throw new BadKey();
  // Without this, a damaged key and a missing algorithm would look alike.
  const ofSeed = fromSeed(name, seed ?? Buffer.alloc(SEED_BYTES));
  const key = seed ? ofSeed : fromExpanded(name, expanded);
  // Node exports both forms, unless OpenSSL is configured to write only one.
  const both = key.export({ format: "der", type: "pkcs8" });
  if (seed && expanded && both.length > expanded.length && !both.includes(expanded)) throw new BadKey();
  const own = publicBytesOf(key);
  if (pub && !pub.equals(own)) throw new BadKey();
  return { key, jwk: akpJwk({ type: "AKP", name, pub: own }) };
}

const isOfLength = (bytes: Buffer | undefined, length = Number.NaN): boolean =>
  bytes === undefined || bytes.length === length;

/** Whether Node has the algorithm. */
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

function fromSeed(name: string, seed: Buffer): KeyObject {
  try {
    return fromPrivateKey(name, encode(SEED_TAG, seed));
  } catch (cause) {
    throw new UnavailableKey(name, { cause });
  }
}

function fromExpanded(name: string, expanded: Buffer | undefined): KeyObject {
  try {
    return fromPrivateKey(name, encode(TAG.octetString, expanded ?? Buffer.alloc(0)));
  } catch (cause) {
    throw new BadKey("", { cause });
  }
}

function fromPrivateKey(name: string, privateKey: Buffer): KeyObject {
  const version = encode(TAG.integer, Buffer.from([0]));
  const identifier = algorithmIdentifier(oidOfMlDsa(name));
  const key = encode(TAG.sequence, version, identifier, encode(TAG.octetString, privateKey));
  return nodeCrypto().createPrivateKey({ key, format: "der", type: "pkcs8" });
}

function publicBytesOf(key: KeyObject): Buffer {
  const der = nodeCrypto().createPublicKey(key).export({ format: "der", type: "spki" });
  const spki = new DerReader(der).sequence();
  spki.read(TAG.sequence);
  return spki.bitString();
}
