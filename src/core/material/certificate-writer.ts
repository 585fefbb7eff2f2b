import type { KeyObject } from "node:crypto";
import { nodeCrypto } from "../lib/node-crypto";
import { contextTag, TAG } from "./der";
import { encode, encodeInteger } from "./der-writer";
import { algorithmIdentifier, OID, objectIdentifier, oidOfMlDsa } from "./oids";

/** The AlgorithmIdentifier of a signature with a key (RFC 4055 section 5, RFC 5758 section 3.2, RFC 8410 section 3, RFC 9881). */
function signatureAlgorithm(keyType = ""): Buffer {
  if (keyType === "rsa") return algorithmIdentifier("1.2.840.113549.1.1.11", encode(TAG.null));
  if (keyType === "ec") return algorithmIdentifier("1.2.840.10045.4.3.2");
  return algorithmIdentifier(keyType === "ed25519" ? OID.Ed25519 : oidOfMlDsa(keyType.toUpperCase()));
}

/** Other keys hash by themselves. */
const hashFor = (keyType: string | undefined) => (keyType === "rsa" || keyType === "ec" ? "sha256" : null);

const COMMON_NAME = "2.5.4.3";
const DAY_MILLISECONDS = 86_400_000;

/**
 * A self-signed certificate (RFC 5280 section 4.1), valid from a day before a time until a year after it.
 *
 * @param privateKey RSA, EC, Ed25519, or ML-DSA
 * @param now Unix timestamp in milliseconds
 * @returns DER
 */
export function selfSign(name: string, privateKey: KeyObject, now: number): Buffer {
  const { createPublicKey, sign } = nodeCrypto();
  const { asymmetricKeyType } = privateKey;
  const algorithm = signatureAlgorithm(asymmetricKeyType);
  const subject = encode(
    TAG.sequence,
    encode(
      TAG.set,
      encode(TAG.sequence, objectIdentifier(COMMON_NAME), encode(TAG.utf8String, Buffer.from(name))),
    ),
  );
  const content = encode(
    TAG.sequence,
    encode(contextTag(0), encodeInteger(2n)),
    encodeInteger(1n),
    algorithm,
    subject,
    encode(TAG.sequence, time(now - DAY_MILLISECONDS), time(now + 365 * DAY_MILLISECONDS)),
    subject,
    createPublicKey(privateKey).export({ format: "der", type: "spki" }),
  );
  const signature = sign(hashFor(asymmetricKeyType), content, privateKey);
  return encode(TAG.sequence, content, algorithm, encode(TAG.bitString, Buffer.from([0]), signature));
}

/** UTCTime, which dates before 2050 must have (RFC 5280 section 4.1.2.5.1). */
const time = (timestamp: number): Buffer =>
  encode(TAG.utcTime, Buffer.from(`${new Date(timestamp).toISOString().replace(/\D/g, "").slice(2, 14)}Z`));
