import type { FieldName } from "../../field-name";
import { JwtAuthError } from "../lib/errors";
import type { JsonObject } from "../lib/json";
import { listOf } from "../lib/words";
import { hasMlDsa } from "../material/akp";
import { bitLength } from "../material/numbers";
import type { KeyParts, PssRestriction, RsaParts } from "../material/parts";
import {
  type Algorithm,
  type AlgorithmChoice,
  algorithms,
  allowsPrivateKey,
  nameOfChoice,
  needsOf,
} from "./algorithms";
import { member } from "./jwk-members";

/** The type of a key in JWK terms. `kty` is undefined if no algorithm uses it. */
interface Kind {
  kty?: string;
  curve?: string;
  bits?: number;
  pss?: PssRestriction;
  words: string;
}

export function kindOf(parts: KeyParts): Kind {
  switch (parts.type) {
    case "RSA":
      return rsaKind(parts);
    case "EC":
      return { kty: "EC", curve: parts.curve.name, words: `an EC key on curve ${parts.curve.name}` };
    case "OKP":
      return { kty: "OKP", curve: "Ed25519", words: "an Ed25519 key" };
    case "AKP":
      return { kty: "AKP", curve: parts.name, words: `an ${parts.name} key` };
    default:
      return { words: parts.words };
  }
}

function rsaKind({ n, pss }: RsaParts): Kind {
  const bits = bitLength(n);
  const article = `${bits}`.startsWith("8") ? "an" : "a";
  const name = pss ? "RSA-PSS" : "RSA";
  return { kty: "RSA", bits, pss, words: `${article} ${bits}-bit ${name} key${restrictionOf(pss)}` };
}

function restrictionOf({ hash, saltLength }: PssRestriction = { hash: "any", saltLength: 0 }): string {
  if (hash === "any") return "";
  if (hash === "other") return " for hashes that JWTs don't use";
  const jws = [...algorithms.values()].find((algorithm) => algorithm.saltLength && algorithm.hash === hash);
  const salt = jws && saltLength > (jws.saltLength ?? 0) ? ` and a salt of at least ${saltLength} bytes` : "";
  return ` for ${hash.replace("sha", "SHA-")}${salt}`;
}

function suits(algorithm: Algorithm, { kty, curve, pss }: Omit<Kind, "words">): boolean {
  if (algorithm.kty !== kty || (algorithm.curve && algorithm.curve !== curve)) return false;
  if (!pss) return true;
  const { hash, saltLength } = algorithm;
  // The key may also ask for a minimum salt length.
  return (
    saltLength !== undefined && (pss.hash === "any" || pss.hash === hash) && pss.saltLength <= saltLength
  );
}

/** Why a key cannot be used with an algorithm, without what to do. Undefined if it can. */
export function whyUnsuitable(parts: KeyParts, algorithm: Algorithm): string | undefined {
  const kind = kindOf(parts);
  const { name, minModulusBits = 0, maxModulusBits = 0 } = algorithm;
  if (!suits(algorithm, kind)) return `This is ${kind.words}, but ${name} needs ${needOf(algorithm, kind)}`;
  const { bits = 0, words } = kind;
  if (bits < minModulusBits) return `This is ${words}, but ${name} needs at least ${minModulusBits} bits`;
  if (bits > maxModulusBits) return `This is ${words}, but more than ${maxModulusBits} bits are too slow`;
  return undefined;
}

/**
 * The first algorithm of a choice that a key can sign with.
 *
 * @param own the "alg" of a JWK, which comes first
 * @throws JwtAuthError if there is none; lists the algorithms that the key can sign with
 */
export function pickAlgorithm(
  field: FieldName,
  parts: KeyParts,
  choice: AlgorithmChoice,
  own?: string,
): Algorithm {
  const kind = kindOf(parts);
  const suitable = choice.algorithms.filter((algorithm) => suits(algorithm, kind));
  const algorithm = suitable.find(({ name }) => name === own) ?? suitable[0];
  if (!algorithm) throw misfit(field, kind, choice);
  const problem = whyUnsuitable(parts, algorithm);
  if (!problem) return algorithm;
  const remedy =
    (kind.bits ?? 0) < (algorithm.minModulusBits ?? 0) ? "Generate a larger key" : "Use a smaller key";
  throw new JwtAuthError(field, `${problem}. ${remedy}.`);
}

/** A JWK's type, in the words of the algorithms that use it. Undefined if no algorithm does. */
export function kindOfJwk(jwk: JsonObject): Kind | undefined {
  const kty = member(jwk, "kty");
  const curve = member(jwk, kty === "AKP" ? "alg" : "crv");
  const words = [...algorithms.values()].find((algorithm) => suits(algorithm, { kty, curve }))?.needs;
  return words === undefined ? undefined : { kty, curve, words };
}

/** The error for a key of the wrong type. Lists the algorithms that the key can sign with. */
export function misfit(field: FieldName, kind: Kind, choice: AlgorithmChoice): JwtAuthError {
  const fail = (need: string, remedy: string) =>
    new JwtAuthError(field, `This is ${kind.words}, but ${need}. ${remedy}.`);
  const other = allowsPrivateKey(choice) ? "another key" : "the secret";
  const [only] = choice.algorithms;
  if (!only || choice.algorithms.length > 1 || choice.service !== undefined)
    return fail(whatIsNeeded(choice), `Use ${other}`);
  return fail(`${only.name} needs ${needOf(only, kind)}`, remedyFor(kind, only, other));
}

function whatIsNeeded(choice: AlgorithmChoice): string {
  const name = nameOfChoice(choice);
  return name === undefined ? "no supported algorithm can sign with it" : `${name} needs ${needsOf(choice)}`;
}

function remedyFor(kind: Kind, { needs }: Algorithm, other: string): string {
  const { bits = Number.POSITIVE_INFINITY } = kind;
  const usable = [...algorithms.values()]
    .filter((other) => other.kty && suits(other, kind) && bits >= (other.minModulusBits ?? 0))
    .filter(({ name, family }) => family !== "akp" || hasMlDsa(name))
    .map(({ name }) => name);
  return usable.length > 0
    ? `Change the algorithm to ${listOf(usable, "or")}, or use ${other}`
    : `No supported algorithm can use it, so use ${needs}`;
}

/** The key that an algorithm needs, in words that tell it from another one of the same type. */
const needOf = ({ needs, hash, saltLength }: Algorithm, { pss }: Kind): string =>
  pss && saltLength
    ? `one that allows ${hash?.replace("sha", "SHA-")} with a salt of ${saltLength} bytes`
    : needs;
