import type { KeyObject } from "node:crypto";
import { type JsonObject, parseObject } from "../lib/json";
import { repair, repairJson } from "../lib/repair";
import { hasMlDsa } from "../material/akp";
import { DerError } from "../material/der";
import { BadKey } from "../material/key-errors";
import { makePublicKey } from "../material/make-key";
import type { KeyParts } from "../material/parts";
import { keyReaders } from "../material/readers";
import { findShape } from "../material/shape";
import type { Algorithm } from "./algorithms";
import { whyUnsuitable } from "./fit";
import { isJwk } from "./jwk-members";
import { decodeBody } from "./pem-body";
import { repairPem } from "./pem-repair";
import { readPublicJwk, refuse, selectPublicJwks, VERIFICATION_KEY } from "./public-jwk";
import { decodeText } from "./unwrap";

const FORMS = "a PEM public key or certificate, a JWK, a JWK set, or a URL";

/**
 * Reads the key that verifies tokens of an algorithm: a public key or certificate (PEM, or DER in base64), a JWK, or a JWK
 * set. For a private key, returns its public half.
 *
 * @param keyId the token's `kid`, which selects from a JWK set
 * @returns one key, or all possible keys of a JWK set, each made only when it is asked for
 * @throws JwtAuthError that describes what was found instead
 */
export function* readPublicKeys(pasted: string, algorithm: Algorithm, keyId?: string): Generator<KeyObject> {
  const { name, family } = algorithm;
  if (family === "akp" && !hasMlDsa(name))
    throw refuse(`The token uses ${name}, which needs Node.js 24.6 or later. Update Yaak to verify it`);
  const text = repair(pasted);
  if (!text) throw refuse(`Required. Paste ${FORMS}`);
  const readers = text.startsWith("{")
    ? fromJson(text, algorithm, keyId).map((jwk) => () => readPublicJwk(jwk, algorithm))
    : [() => fromText(text)];
  let failure: unknown;
  let isFound = false;
  for (const read of readers) {
    let key: KeyObject;
    try {
      key = toKeyObject(read(), algorithm);
    } catch (error) {
      failure ??= error;
      continue;
    }
    isFound = true;
    yield key;
  }
  // In a set, keys that cannot be used are ignored (RFC 7517 section 5), unless there is no other.
  if (!isFound) throw failure;
}

function toKeyObject(parts: KeyParts, algorithm: Algorithm): KeyObject {
  const problem = whyUnsuitable(parts, algorithm);
  if (problem) throw refuse(`${problem}. Use the issuer's key`);
  try {
    return makePublicKey(parts).key;
  } catch (error) {
    if (!(error instanceof BadKey)) throw error;
    throw refuse("This key is damaged or incomplete. Copy it again from the original", error);
  }
}

function fromJson(text: string, algorithm: Algorithm, keyId?: string): JsonObject[] {
  // It can be a secret that was pasted for a token that is not signed with one.
  const object = parseObject(VERIFICATION_KEY, repairJson(text), true);
  if (isJwk(object)) return selectPublicJwks(object, algorithm, keyId);
  throw refuse(`This JSON isn't a JWK or JWK set (no kty or keys). Paste ${FORMS}`);
}

const BODY = /-----BEGIN [A-Z0-9 ]+-----((?:(?!-----).)*)-----END/gs;

function fromText(text: string): KeyParts {
  if (/^(?:ssh|ecdsa|sk)-[\w@.-]+ AAAA/.test(text)) {
    throw refuse(
      text.startsWith("ssh-ed25519 ")
        ? "This is an OpenSSH Ed25519 key, which ssh-keygen can't convert. Use the key as a PEM or JWK"
        : "This is an OpenSSH public key. Convert it with ssh-keygen -e -m PKCS8 -f FILE",
    );
  }
  const unescaped = repairPem(decodeText(text));
  const bodies = Array.from(unescaped.matchAll(BODY), ([, body = ""]) => body);
  for (const body of bodies.length > 0 ? bodies.slice(0, MAX_BLOCKS) : [unescaped]) {
    const key = toParts(toBytes(body));
    if (key) return key;
  }
  if (/-----BEGIN /.test(unescaped)) {
    throw refuse(
      "Damaged, incomplete, or encrypted. Copy the public key or certificate again, including its BEGIN and END lines",
    );
  }
  throw refuse(`Unknown key format. Paste ${FORMS}`);
}

/** Blocks of a PEM that are read to find the key: enough for its parameters and a chain of certificates. */
const MAX_BLOCKS = 10;

/** The bytes of a PEM's body, or of DER in base64. Empty if they cannot be a key. */
function toBytes(body: string): Buffer {
  const bytes = decodeBody(body);
  return bytes && bytes.length >= MIN_KEY_BYTES ? bytes : Buffer.alloc(0);
}

/** An Ed25519 key without its DER is this long. */
const MIN_KEY_BYTES = 30;

/** The key in DER, whatever a PEM's label says. Undefined if there is none. */
function toParts(der: Buffer): KeyParts | undefined {
  try {
    const shape = findShape(der);
    return shape && keyReaders.get(shape)?.(der);
  } catch (error) {
    if (error instanceof DerError || error instanceof BadKey) return undefined;
    throw error;
  }
}
