import type { KeyObject } from "node:crypto";
import { parseObject } from "../lib/json";
import { nodeCrypto } from "../lib/node-crypto";
import { repair, repairJson, unescapeText } from "../lib/repair";
import type { Algorithm } from "./algorithms";
import { whyUnsuitable } from "./fit";
import { isJwk, keysOf, member } from "./jwk";
import { fromPublicJwks, refuse, VERIFICATION_KEY } from "./public-jwk";

const FORMS = "a PEM public key or certificate, a JWK, a JWK set, or a URL";

/**
 * Reads the key that verifies tokens of an algorithm: a public key or certificate (PEM, or DER in base64), a JWK, or a JWK
 * set. For a private key, returns its public half.
 *
 * @param keyId the token's `kid`, which selects from a JWK set
 * @returns one key, or all possible keys of a JWK set
 * @throws JwtAuthError that describes what was found instead
 */
export function readPublicKeys(pasted: string, algorithm: Algorithm, keyId?: string): KeyObject[] {
  const text = repair(pasted);
  if (!text) throw refuse(`Required. Paste ${FORMS}`);
  const keys = text.startsWith("{") ? fromJson(text, algorithm, keyId) : [fromText(text)];
  for (const key of keys) {
    const problem = whyUnsuitable(key, algorithm);
    if (problem) throw refuse(`${problem}. Use the issuer's key`);
  }
  return keys;
}

/** Whether text contains a public or private key, or a certificate: anything but a shared secret. */
export function isPublicKey(pasted: string): boolean {
  const text = unescapeText(repair(pasted));
  if (/-----BEGIN /.test(text)) return true;
  if (!text.startsWith("{")) return toKey(text) !== undefined;
  try {
    const object = parseObject(VERIFICATION_KEY, repairJson(text));
    return isJwk(object) && !keysOf(object).some((jwk) => member(jwk, "kty") === "oct");
  } catch {
    return false;
  }
}

function fromJson(text: string, algorithm: Algorithm, keyId?: string): KeyObject[] {
  const object = parseObject(VERIFICATION_KEY, repairJson(text));
  if (isJwk(object)) return fromPublicJwks(object, algorithm, keyId);
  throw refuse(`This JSON isn't a JWK or JWK set (no kty or keys). Paste ${FORMS}`);
}

const BODY = /-----BEGIN [A-Z0-9 ]+-----([^-]*)-----END/g;

function fromText(text: string): KeyObject {
  if (/^(?:ssh|ecdsa|sk)-[\w@.-]+ AAAA/.test(text)) {
    throw refuse(
      text.startsWith("ssh-ed25519 ")
        ? "This is an OpenSSH Ed25519 key, which ssh-keygen can't convert. Use the key as a PEM or JWK"
        : "This is an OpenSSH public key. Convert it with ssh-keygen -e -m PKCS8 -f FILE",
    );
  }
  const unescaped = unescapeText(text);
  const bodies = Array.from(unescaped.matchAll(BODY), ([, body = ""]) => body);
  const [key] = (bodies.length > 0 ? bodies : [unescaped]).flatMap((body) => toKey(body) ?? []);
  if (key) return key;
  if (/-----BEGIN /.test(unescaped)) {
    throw refuse(
      "Damaged, incomplete, or encrypted. Copy the public key or certificate again, including its BEGIN and END lines",
    );
  }
  throw refuse(`Unknown key format. Paste ${FORMS}`);
}

/** The public key in a PEM's body, whatever its label says. Undefined if it contains no key. */
function toKey(body: string): KeyObject | undefined {
  const base64 = body.replace(/\s+/g, "");
  if (!/^[A-Za-z0-9+/_-]{40,}={0,2}$/.test(base64)) return undefined;
  const key = Buffer.from(base64, "base64");
  const attempts: (() => KeyObject)[] = [
    () => nodeCrypto().createPublicKey({ key, format: "der", type: "spki" }),
    () => nodeCrypto().createPublicKey({ key, format: "der", type: "pkcs1" }),
    () => new (nodeCrypto().X509Certificate)(key).publicKey,
    ...(["pkcs8", "pkcs1", "sec1"] as const).map(
      (type) => () =>
        nodeCrypto().createPublicKey(nodeCrypto().createPrivateKey({ key, format: "der", type })),
    ),
  ];
  for (const attempt of attempts) {
    try {
      return attempt();
    } catch {
      // It may be in one of the other formats.
    }
  }
  return undefined;
}
