import { SEED_TAG } from "./akp";
import type { Curve } from "./curves";
import { contextTag, DerError, DerReader, TAG } from "./der";
import { readPoint } from "./ec";
import { BadKey } from "./key-errors";
import { curveType, type KeyType, readCurve, readKeyType } from "./key-type";
import { toNumber } from "./numbers";
import type { EcParts, KeyParts, OkpParts, RsaParts, RsaPrime } from "./parts";
import { readRsaPublicKey } from "./public-key-info";

/**
 * Reads a private key in PKCS#8, also in version 2 with its public key (RFC 5958).
 *
 * @throws DerError, or BadKey for a point that is not on the curve
 */
export function readPkcs8(der: Buffer): KeyParts {
  const info = outer(der);
  const version = info.smallInteger();
  const type = readKeyType(info.sequence());
  const privateKey = info.octetString();
  info.optional(contextTag(0));
  // Some libraries write the tag around the BIT STRING instead of in its place.
  const publicKey =
    info.nextTag === PUBLIC_KEY
      ? info.bitString(PUBLIC_KEY)
      : info.optionalSequence(contextTag(1))?.bitString();
  info.end();
  if (version > 1) throw new DerError("unknown version");
  return readPrivateKey(type, privateKey, publicKey);
}

/** The tag of the public key in PKCS#8: `[1]`, primitive. */
const PUBLIC_KEY = 0x81;

function readPrivateKey(type: KeyType, privateKey: Buffer, publicKey: Buffer | undefined): KeyParts {
  switch (type.type) {
    case "RSA": {
      const parts: RsaParts = { ...readPkcs1(privateKey), pss: type.pss };
      const { n, e } = publicKey ? readRsaPublicKey(new DerReader(publicKey)) : parts;
      if (n !== parts.n || e !== parts.e) throw new BadKey();
      return parts;
    }
    case "EC":
      return readSec1(privateKey, type.curve, publicKey);
    case "OKP": {
      const inner = new DerReader(privateKey);
      const parts: OkpParts = { type: "OKP", seed: inner.octetString(), x: publicKey };
      inner.end();
      return parts;
    }
    case "AKP":
      return { type: "AKP", name: type.name, ...readSeed(new DerReader(privateKey)), pub: publicKey };
    default:
      return type;
  }
}

/** The seed, the key that was computed from it, or both (RFC 9881 section 6). */
function readSeed(inner: DerReader): { seed?: Buffer; expanded?: Buffer } {
  const both = inner.nextTag === TAG.sequence ? inner.sequence() : undefined;
  if (both) inner.end();
  const reader = both ?? inner;
  const seed = both ? reader.octetString() : reader.optional(SEED_TAG);
  const expanded = both || !seed ? reader.octetString() : undefined;
  reader.end();
  return { seed, expanded };
}

/** Reads an RSA private key in PKCS#1, also with more than two primes (RFC 8017 appendix A.1.2). */
export function readPkcs1(der: Buffer): RsaParts {
  const key = outer(der);
  const version = key.integer();
  const [n, e, d, p, q, dp, dq, qi] = Array.from({ length: 8 }, () => key.integer()) as [
    ...[bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint],
  ];
  const primes: RsaPrime[] = [
    { prime: p, exponent: dp, coefficient: qi },
    { prime: q, exponent: dq },
  ];
  const others = version === 1n ? key.sequence() : undefined;
  key.end();
  if (version > 1n) throw new DerError("unknown version");
  while (others && !others.isAtEnd) {
    // OpenSSL makes at most five.
    if (primes.length === 5) throw new DerError("too many primes");
    const other = others.sequence();
    primes.push({ prime: other.integer(), exponent: other.integer(), coefficient: other.integer() });
    other.end();
  }
  if (others && primes.length < 3) throw new DerError("no other primes");
  return { type: "RSA", n, e, d, primes };
}

/**
 * Reads an EC private key in SEC1 (RFC 5915).
 *
 * @param curve the curve that PKCS#8 names; undefined if the key itself must name it
 * @param publicKey the public key that PKCS#8 adds
 */
export function readSec1(der: Buffer, curve?: Curve, publicKey?: Buffer): KeyParts {
  const key = outer(der);
  if (key.integer() !== 1n) throw new DerError("unknown version");
  const bytes = key.octetString();
  const parameters = key.optionalSequence(contextTag(0));
  const named = parameters ? readCurve(parameters) : curve;
  const own = key.optionalSequence(contextTag(1))?.bitString();
  key.end();
  if (named === undefined) throw new DerError("no curve");
  const type = curveType(named);
  if (type.type !== "EC") return type;
  if (curve && type.curve !== curve) throw new BadKey();
  const [first, second = first] = [own, publicKey].flatMap((point) =>
    point ? readPoint(point, type.curve) : [],
  );
  if (first?.x !== second?.x || first?.y !== second?.y) throw new BadKey();
  // Without its point, nothing else would tell that a part of the number is missing.
  if (!first && bytes.length !== type.curve.bytes) throw new BadKey();
  return { type: "EC", curve: type.curve, d: toNumber(bytes), ...first } satisfies EcParts;
}

/** A reader for a SEQUENCE that is all there is. */
function outer(der: Buffer): DerReader {
  const reader = new DerReader(der);
  const sequence = reader.sequence();
  reader.end();
  return sequence;
}
