import type { FieldName } from "../../field-name";
import { JwtAuthError } from "../lib/errors";
import { type Json, JsonNumber, type JsonObject } from "../lib/json";
import { quote } from "../lib/words";
import { curves } from "../material/curves";
import { bitLength, toBytes, toNumber } from "../material/numbers";
import type { KeyParts, RsaParts, RsaPrime } from "../material/parts";
import { algorithms } from "./algorithms";
import { member } from "./jwk-members";

const DAMAGED = "This JWK is damaged. Copy it again from the original.";

/**
 * The parts of a JWK that is not a shared secret (RFC 7518 section 6, RFC 8037, RFC 8812, RFC 9964). What a private key
 * leaves out is computed later.
 *
 * @throws JwtAuthError if a member is missing that nothing can replace, or is not base64url
 */
export function readJwk(field: FieldName, jwk: JsonObject): KeyParts {
  const bytes = (name: string) => readBytes(field, jwk, name);
  const number = (name: string) => {
    const value = bytes(name);
    return value && toNumber(value);
  };
  const needs = (...names: string[]) => needMembers(field, jwk, names);
  switch (member(jwk, "kty")) {
    case "RSA":
      needs("n", "e");
      // Without the primes, what follows from them could not be compared.
      if (["p", "q", "dp", "dq", "qi", "oth"].some((name) => jwk.has(name))) needs("p", "q");
      return readRsa(number, readOthers(field, jwk.get("oth")));
    case "EC": {
      needs("crv");
      if (!jwk.has("d")) needs("x", "y");
      const curve = curves.get(member(jwk, "crv") ?? "");
      if (!curve) return { type: "other", words: `an EC key on curve ${quote(member(jwk, "crv") ?? "")}` };
      const hasPoint = jwk.has("x") || jwk.has("y");
      // Without its point, nothing else would tell that a part of the number is missing (RFC 7518 section 6.2.2.1).
      if (!hasPoint && bytes("d")?.length !== curve.bytes) throw new JwtAuthError(field, DAMAGED);
      return { type: "EC", curve, d: number("d"), x: number("x"), y: number("y") };
    }
    case "OKP": {
      needs("crv");
      if (!jwk.has("d")) needs("x");
      const crv = member(jwk, "crv") ?? "";
      if (crv === "Ed25519") return { type: "OKP", seed: bytes("d"), x: bytes("x") };
      return { type: "other", words: `a key on curve ${quote(crv)}` };
    }
    case "AKP": {
      needs("alg");
      if (!jwk.has("priv")) needs("pub");
      const name = member(jwk, "alg") ?? "";
      if (algorithms.get(name)?.kty === "AKP")
        return { type: "AKP", name, seed: bytes("priv"), pub: bytes("pub") };
      return { type: "other", words: `a key for ${quote(name)}` };
    }
  }
  throw new JwtAuthError(field, "Unsupported JWK key type (kty). Use RSA, EC, OKP, or AKP.");
}

/** @throws JwtAuthError if one of the members is missing */
export function needMembers(field: FieldName, jwk: JsonObject, names: string[]): void {
  const missing = names.filter((name) => !member(jwk, name) && !(jwk.get(name) instanceof JsonNumber));
  if (missing.length === 0) return;
  const listed = missing.map((name) => `"${name}"`).join(", ");
  const problem = `Incomplete JWK: ${listed} missing or not a string. Export it again with all its members.`;
  throw new JwtAuthError(field, problem);
}

/** What follows from the primes can be missing, and so can all of them. */
function readRsa(number: (name: string) => bigint | undefined, others: RsaPrime[]): RsaParts {
  const [n = 0n, e = 0n, d, p, q] = ["n", "e", "d", "p", "q"].map(number);
  const primes =
    p === undefined || q === undefined
      ? []
      : [
          { prime: p, exponent: number("dp"), coefficient: number("qi") },
          { prime: q, exponent: number("dq") },
        ];
  return { type: "RSA", n, e, d, primes: [...primes, ...others] };
}

/** The primes after the second (RFC 7518 section 6.3.2.7). OpenSSL makes at most three. */
function readOthers(field: FieldName, others: Json = []): RsaPrime[] {
  if (!Array.isArray(others) || others.length > 3) throw new JwtAuthError(field, DAMAGED);
  return others.map((other) => {
    if (!(other instanceof Map)) throw new JwtAuthError(field, DAMAGED);
    const number = (name: string) => toNumber(readBytes(field, other, name) ?? Buffer.alloc(0));
    return { prime: number("r"), exponent: number("d"), coefficient: number("t") };
  });
}

/** Many tools write base64 instead of base64url, or add padding. */
function readBytes(field: FieldName, jwk: JsonObject, name: string): Buffer | undefined {
  if (!jwk.has(name)) return undefined;
  const number = jwk.get(name);
  if (number instanceof JsonNumber && /^\d{1,5000}$/.test(number.text)) {
    const value = BigInt(number.text);
    return toBytes(value, Math.max(1, Math.ceil(bitLength(value) / 8)));
  }
  const [, digits = ""] = /^([\w+/-]+)={0,2}$/.exec(member(jwk, name) ?? "") ?? [];
  // Four characters encode three bytes. A single one encodes none.
  if (digits && digits.length % 4 !== 1) return Buffer.from(digits, "base64url");
  throw new JwtAuthError(field, DAMAGED);
}
