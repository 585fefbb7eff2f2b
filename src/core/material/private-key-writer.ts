import type { KeyObject } from "node:crypto";
import { nodeCrypto } from "../lib/node-crypto";
import { TAG } from "./der";
import { encode, encodeInteger } from "./der-writer";
import { algorithmIdentifier } from "./oids";

/** Node's key for a PrivateKeyInfo (RFC 5208 section 5) that this plugin writes. */
export function fromPrivateKeyInfo(objectIdentifier: string, privateKey: Buffer): KeyObject {
  const key = encode(
    TAG.sequence,
    encodeInteger(0n),
    algorithmIdentifier(objectIdentifier),
    encode(TAG.octetString, privateKey),
  );
  return nodeCrypto().createPrivateKey({ key, format: "der", type: "pkcs8" });
}
