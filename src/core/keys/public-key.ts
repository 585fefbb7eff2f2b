import { createPrivateKey, createPublicKey, type KeyObject, X509Certificate } from "node:crypto";
import type { Algorithm } from "../algorithms";
import { type ErrorCode, JwtAuthError } from "../errors";
import { type JsonObject, parseObject } from "../json";
import { unfitness } from "./fit";
import { isJwk, keysOf, kidsOf, member, suitsJwk } from "./jwk";
import { mend, mendJson, unescapeText } from "./mend";

const FORMS = "a public key or certificate in PEM, a JWK, a JWK set, or the URL of one";

/**
 * Reads what verifies tokens of an algorithm: a public key or certificate in PEM or DER in base64, a JWK or a JWK set. A
 * private key is taken for its public half.
 *
 * @param keyId the token's `kid`, which picks from a JWK set
 * @returns one key, or all of a JWK set that it could be
 * @throws JwtAuthError that says what was found instead
 */
export function readPublicKeys(
  field: string,
  pasted: string,
  algorithm: Algorithm,
  keyId?: string,
): KeyObject[] {
  const text = mend(pasted);
  if (!text) throw fail(field, "missing-key", `there is nothing here. Paste ${FORMS}.`);
  const keys = text.startsWith("{")
    ? fromJson(field, parseObject(field, mendJson(text)), algorithm, keyId)
    : [fromText(field, text)];
  for (const key of keys) {
    const problem = unfitness(key, algorithm);
    if (problem)
      throw fail(field, "wrong-key-type", `${problem}. Use the key that the token's issuer names.`);
  }
  return keys;
}

/** Whether text holds a public or private key, or a certificate: anything but a shared secret. */
export function isPublicKey(pasted: string): boolean {
  const text = unescapeText(mend(pasted));
  if (/-----BEGIN /.test(text)) return true;
  if (/^\s*\{/.test(text)) return isKeyJson(text);
  return toKey(text) !== undefined;
}

function isKeyJson(text: string): boolean {
  try {
    const object = parseObject("", mendJson(text));
    return isJwk(object) && !keysOf(object).some((jwk) => member(jwk, "kty") === "oct");
  } catch {
    return false;
  }
}

const fail = (field: string, code: ErrorCode, problem: string, cause?: unknown) =>
  new JwtAuthError(code, field, problem, { cause });

function fromText(field: string, text: string): KeyObject {
  const unescaped = unescapeText(text);
  if (/^(?:ssh|ecdsa|sk)-[\w@.-]+ AAAA/.test(text)) {
    throw fail(
      field,
      "unknown-public-key-form",
      "this is a public key in OpenSSH's own form. Convert it with ssh-keygen -e -m PKCS8 -f FILE.",
    );
  }
  const blocks = Array.from(
    unescaped.matchAll(/-----BEGIN [A-Z0-9 ]+-----([^-]*)-----END/g),
    ([, body]) => body,
  );
  const key = blocks.length > 0 ? blocks.map((body) => toKey(body ?? "")).find(Boolean) : toKey(unescaped);
  if (key) return key;
  if (/-----BEGIN /.test(unescaped)) {
    throw fail(
      field,
      "damaged-key",
      "this is damaged, cut short or encrypted. Copy the public key or certificate again, from -----BEGIN to the last dashes.",
    );
  }
  throw fail(field, "unknown-public-key-form", `this is no key that can be read. Paste ${FORMS}.`);
}

/** The public key in a PEM's body, whatever its first line says; undefined where there is none. */
function toKey(body: string): KeyObject | undefined {
  const base64 = body.replace(/\s+/g, "");
  if (!/^[A-Za-z0-9+/_-]{40,}={0,2}$/.test(base64)) return undefined;
  const key = Buffer.from(base64, "base64");
  const attempts: (() => KeyObject)[] = [
    () => createPublicKey({ key, format: "der", type: "spki" }),
    () => createPublicKey({ key, format: "der", type: "pkcs1" }),
    () => new X509Certificate(key).publicKey,
    ...(["pkcs8", "pkcs1", "sec1"] as const).map(
      (type) => () => createPublicKey(createPrivateKey({ key, format: "der", type })),
    ),
  ];
  for (const attempt of attempts) {
    try {
      return attempt();
    } catch {
      // The next one may be what it is.
    }
  }
  return undefined;
}

function fromJson(field: string, object: JsonObject, algorithm: Algorithm, keyId?: string): KeyObject[] {
  if (!isJwk(object)) {
    throw fail(
      field,
      "unknown-public-key-form",
      `this JSON is no JWK or JWK set: it has no kty or keys. Paste ${FORMS}.`,
    );
  }
  if (!object.has("keys")) return [fromJwk(field, object)];
  const keys = keysOf(object);
  const fitting = keys.filter((jwk) => suitsJwk(jwk, algorithm));
  const named = keyId === undefined ? [] : fitting.filter((jwk) => member(jwk, "kid") === keyId);
  if (named.length > 0) return named.map((jwk) => fromJwk(field, jwk));
  if (fitting.length === 0) {
    throw fail(
      field,
      "wrong-key-type",
      `no key of this JWK set is for ${algorithm.name}, with which the token is signed. Use the set of the token's issuer.`,
    );
  }
  if (keyId !== undefined && kidsOf(fitting)) {
    throw fail(
      field,
      "unknown-key-id",
      `this JWK set does not have the key ${JSON.stringify(keyId)} that the token names (kid); it has ${kidsOf(fitting)}. Use the set of the token's issuer, as it is now.`,
    );
  }
  return fitting.map((jwk) => fromJwk(field, jwk));
}

const PUBLIC_MEMBERS = ["kty", "n", "e", "crv", "x", "y"];

function fromJwk(field: string, jwk: JsonObject): KeyObject {
  const key = Object.fromEntries(
    PUBLIC_MEMBERS.flatMap((name) => {
      const value = member(jwk, name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
  try {
    return createPublicKey({ key, format: "jwk" });
  } catch (cause) {
    if (key.kty === "oct")
      throw fail(
        field,
        "wrong-key-type",
        "this JWK is a shared secret, and the token is signed with a private key. Use the public key of the token's issuer.",
      );
    throw fail(
      field,
      "damaged-key",
      "this JWK is damaged or incomplete. Copy it again from where it was made.",
      cause,
    );
  }
}
