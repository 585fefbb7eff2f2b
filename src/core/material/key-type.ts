import { type Curve, curveOf, curves } from "./curves";
import { contextTag, DerError, type DerReader, TAG } from "./der";
import { pointOf, readPoint } from "./ec";
import { toNumber } from "./numbers";
import { hashOf, mlDsaOf, OID, otherKey } from "./oids";
import type { OtherParts, PssRestriction } from "./parts";

/** The type of a key: its parts without its numbers. */
export type KeyType =
  | { type: "RSA"; pss?: PssRestriction }
  | { type: "EC"; curve: Curve }
  | { type: "OKP" }
  | { type: "AKP"; name: string }
  | OtherParts;

/** Reads the AlgorithmIdentifier of a key (RFC 5280 section 4.1.1.2). */
export function readKeyType(identifier: DerReader): KeyType {
  const objectIdentifier = identifier.objectIdentifier();
  const name = mlDsaOf(objectIdentifier);
  if (objectIdentifier === OID.EC) return curveType(readCurve(identifier));
  // What follows for a key that cannot be used does not matter.
  const isKnown =
    name !== undefined || [OID.RSA, OID["RSA-PSS"], OID.Ed25519].some((known) => known === objectIdentifier);
  if (!isKnown) return { type: "other", words: otherKey(objectIdentifier) };

  const pss = objectIdentifier === OID["RSA-PSS"] ? readPss(identifier) : undefined;
  if (objectIdentifier === OID.RSA) identifier.optionalNull();
  identifier.end();
  if (name !== undefined) return { type: "AKP", name };
  return objectIdentifier === OID.Ed25519 ? { type: "OKP" } : { type: "RSA", pss };
}

/** The type of an EC key, by its curve or the name of a curve that cannot sign. */
export function curveType(curve: Curve | string): Extract<KeyType, { type: "EC" | "other" }> {
  if (typeof curve !== "string") return { type: "EC", curve };
  return {
    type: "other",
    words: curve === CUSTOM ? "an EC key on a custom curve" : `an EC key on curve ${curve}`,
  };
}

/** Reads a curve's name, or the parameters that describe one of ours (RFC 5480 section 2.1.1, SEC 1 appendix C.2). */
export function readCurve(reader: DerReader): Curve | string {
  const isNamed = reader.nextTag === TAG.objectIdentifier;
  const named = isNamed ? curveOf(reader.objectIdentifier()) : undefined;
  const parameters = isNamed ? undefined : reader.sequence();
  reader.end();
  return parameters ? readParameters(parameters) : (named ?? CUSTOM);
}

function readParameters(parameters: DerReader): Curve | string {
  const version = parameters.smallInteger();
  const field = parameters.sequence();
  // Curves over other fields cannot be ours.
  if (field.objectIdentifier() !== OID.primeField) return CUSTOM;
  const p = field.integer();
  const coefficients = parameters.sequence();
  const a = toNumber(coefficients.octetString());
  const b = toNumber(coefficients.octetString());
  const generator = parameters.octetString();
  const order = parameters.integer();
  const cofactor = parameters.nextTag === TAG.integer ? parameters.smallInteger() : 1;
  parameters.optionalSequence(TAG.sequence);
  parameters.end();
  const curve = [...curves.values()].find((known) => known.p === p);
  if (!curve) return CUSTOM;
  // With another generator, anyone could find a private key for a given public key (CVE-2020-0601).
  const { x, y } = readPoint(generator, curve);
  const own = pointOf(1n, curve);
  const isSame =
    a === (curve.a + p) % p && b === curve.b && order === curve.order && x === own.x && y === own.y;
  if (!isSame || version > 3 || cofactor !== 1) throw new DerError("parameters of another curve");
  return curve;
}

const CUSTOM = "custom";

/** RSASSA-PSS-params (RFC 4055 section 3.1). A missing hash is SHA-1. */
function readPss(identifier: DerReader): PssRestriction {
  if (identifier.isAtEnd) return { hash: "any", saltLength: 0 };
  const parameters = identifier.sequence();
  const [hash, mask, salt, trailer] = [0, 1, 2, 3].map((number) =>
    parameters.optionalSequence(contextTag(number)),
  );
  parameters.end();
  const name = hash ? readHash(hash.sequence()) : "sha1";
  const isUsual =
    name === (mask ? readMask(mask.sequence()) : "sha1") && (trailer?.smallInteger() ?? 1) === 1;
  const saltLength = salt ? salt.smallInteger() : DEFAULT_SALT_BYTES;
  return isUsual && saltLength < MAX_SALT_BYTES
    ? { hash: name, saltLength }
    : { hash: "other", saltLength: 0 };
}

const DEFAULT_SALT_BYTES = 20;
/** More than fits into a signature. */
const MAX_SALT_BYTES = 1024;

function readHash(identifier: DerReader) {
  const hash = hashOf(identifier.objectIdentifier());
  identifier.optionalNull();
  identifier.end();
  return hash;
}

/** The hash of MGF1, the only mask generation function. */
const readMask = (mask: DerReader) =>
  mask.objectIdentifier() === OID.mgf1 ? readHash(mask.sequence()) : "other";
