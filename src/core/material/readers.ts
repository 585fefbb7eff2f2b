import { DerReader } from "./der";
import type { KeyParts } from "./parts";
import { readPkcs1, readPkcs8, readSec1 } from "./private-key-info";
import { readRsaPublicKey, readSpki } from "./public-key-info";
import type { Shape } from "./shape";
import { readX509 } from "./x509";

type Readers = ReadonlyMap<Shape, (der: Buffer) => KeyParts>;

/** Readers of private keys that are not encrypted, by shape. They throw DerError or BadKey. */
export const privateKeyReaders: Readers = new Map<Shape, (der: Buffer) => KeyParts>([
  ["pkcs8", readPkcs8],
  ["pkcs1", readPkcs1],
  ["sec1", (der) => readSec1(der)],
  ["dsa", () => ({ type: "other", words: "a DSA key" })],
]);

/** Readers of everything that has a public key. */
export const keyReaders: Readers = new Map<Shape, (der: Buffer) => KeyParts>([
  ...privateKeyReaders,
  ["spki", (der) => readSpki(new DerReader(der).sequence())],
  ["rsaPublicKey", (der) => readRsaPublicKey(new DerReader(der))],
  ["certificate", (der) => readX509(der).publicKey],
]);
