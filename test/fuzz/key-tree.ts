import type { JsonWebKey } from "node:crypto";
import { type DerNode, integer, octets, oid, sequence } from "./der";
import type { Material } from "./material";
import type { Random } from "./random";

/** A key as a tree, before it is changed, encrypted, and written as text. */
export interface KeyTree {
  what: string;
  root: DerNode;
  /** The label of its PEM (RFC 7468, or OpenSSL's traditional ones). */
  label: string;
  /** The algorithms that it is meant for. Empty if none here is. */
  algorithms: string[];
  kind: "private" | "public" | "certificate";
  /** Whether it is an RSA key of 8192 bits, which takes the processor long to sign with. */
  isLarge?: boolean;
  /** What verifies its signatures, unless a mutation changes the key. */
  verifier?: JsonWebKey;
}

/** Builds a key from real numbers and random choices. */
export type Build = (random: Random, material: Material) => KeyTree;

export const RSA_ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"];

export const algorithmIdentifier = (algorithm: string, ...parameters: DerNode[]): DerNode =>
  sequence(oid(algorithm), ...parameters);

/** PKCS#8 of either version (RFC 5958 section 2). `others` are attributes and the public key. */
export const oneAsymmetricKey = (
  version: number,
  algorithm: DerNode,
  privateKey: Buffer | DerNode[],
  ...others: DerNode[]
): DerNode => sequence(integer(version, "version"), algorithm, octets(privateKey, "privateKey"), ...others);
