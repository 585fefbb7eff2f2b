import type { KeyObject } from "node:crypto";
import type { FieldName } from "../../field-name";
import { JwtAuthError } from "../lib/errors";
import { listOf } from "../lib/words";
import { type Algorithm, algorithms } from "./algorithms";

/** The type of a key in JWK terms. `kty` is undefined if the key cannot be expressed as a JWK. */
interface Kind {
  kty?: string;
  curve?: string;
  bits?: number;
  words: string;
}

/** EC curves by their OpenSSL names. */
const CURVES: Record<string, string> = { prime256v1: "P-256", secp384r1: "P-384", secp521r1: "P-521" };

/** Edwards-curve keys by their Node names. Only Ed25519 can sign here. */
const EDWARDS: Record<string, string> = {
  ed25519: "Ed25519",
  ed448: "Ed448",
  x25519: "X25519",
  x448: "X448",
};

export function kindOf(key: KeyObject): Kind {
  const type = key.asymmetricKeyType ?? "";
  const { namedCurve = "", modulusLength: bits = 0 } = key.asymmetricKeyDetails ?? {};
  if (type === "rsa")
    return { kty: "RSA", bits, words: `${`${bits}`.startsWith("8") ? "an" : "a"} ${bits}-bit RSA key` };
  if (type === "rsa-pss") return { words: "an RSA-PSS key, which isn't a plain RSA key" };
  if (type === "ec") {
    const curve = CURVES[namedCurve] ?? namedCurve;
    return { kty: "EC", curve, words: `an EC key on curve ${curve}` };
  }
  const curve = EDWARDS[type];
  return curve ? { kty: "OKP", curve, words: `an ${curve} key` } : { words: `a ${type.toUpperCase()} key` };
}

const suits = (algorithm: Algorithm, { kty, curve }: Pick<Kind, "kty" | "curve">): boolean =>
  algorithm.kty === kty && (!algorithm.curve || algorithm.curve === curve);

/** Why a public key cannot verify an algorithm's signatures, in words. Undefined if it can. */
export function whyUnsuitable(key: KeyObject, algorithm: Algorithm): string | undefined {
  const kind = kindOf(key);
  const { name, needs, minModulusBits = 0 } = algorithm;
  if (!suits(algorithm, kind)) return `This is ${kind.words}, but ${name} needs ${needs}`;
  if ((kind.bits ?? 0) >= minModulusBits) return undefined;
  return `This is ${kind.words}, but ${name} needs at least ${minModulusBits} bits`;
}

/** @throws JwtAuthError if the key cannot sign with the algorithm; lists the algorithms that it can sign with */
export function checkFits(field: FieldName, key: KeyObject, algorithm: Algorithm): void {
  const kind = kindOf(key);
  if (!suits(algorithm, kind)) throw misfit(field, kind, algorithm);
  const { bits = 0, words } = kind;
  const { name, minModulusBits = 0, maxModulusBits = 0 } = algorithm;
  const fail = (problem: string) => new JwtAuthError(field, `This is ${words}, but ${problem}.`);
  if (bits < minModulusBits)
    throw fail(`${name} needs at least ${minModulusBits} bits. Generate a larger key`);
  if (bits > maxModulusBits)
    throw fail(`signing with more than ${maxModulusBits} bits is too slow. Use a smaller key`);
}

/** A JWK's type, in the words of the algorithms that use it. Undefined if no algorithm does. */
export function kindOfJwk(kty: string | undefined, curve: string | undefined): Kind | undefined {
  const words = [...algorithms.values()].find((algorithm) => suits(algorithm, { kty, curve }))?.needs;
  return words === undefined ? undefined : { kty, curve, words };
}

/** The error for a key of the wrong type. Lists the algorithms that the key can sign with. */
export function misfit(field: FieldName, kind: Kind, algorithm: Algorithm): JwtAuthError {
  const usable = [...algorithms.values()]
    .filter((other) => other.kty && suits(other, kind))
    .map(({ name }) => name);
  const other = algorithm.family === "hmac" ? "the secret" : "another key";
  const remedy =
    usable.length > 0
      ? `Change the algorithm to ${listOf(usable, "or")}, or use ${other}`
      : `No supported algorithm can use it, so use ${algorithm.needs}`;
  return new JwtAuthError(
    field,
    `This is ${kind.words}, but ${algorithm.name} needs ${algorithm.needs}. ${remedy}.`,
  );
}
