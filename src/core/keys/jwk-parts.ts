import type { FieldName } from "../../field-name";
import { JwtAuthError } from "../lib/errors";
import type { Json, JsonObject } from "../lib/json";
import { curves } from "../material/curves";
import { toNumber } from "../material/der";
import type { KeyParts, RsaParts } from "../material/parts";
import { algorithms } from "./algorithms";
import { member } from "./jwk";

/** Other curves in JWKs (RFC 8037 section 2), in words. */
const OTHER_CURVES: Record<string, string> = {
  Ed448: "an Ed448 key",
  X25519: "an X25519 key",
  X448: "an X448 key",
};

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
  const needs = (...names: string[]) => {
    const missing = names.filter((name) => !member(jwk, name)).map((name) => `"${name}"`);
    if (missing.length === 0) return;
    const problem = `Incomplete JWK: ${missing.join(", ")} missing or not a string. Export it again with all its members.`;
    throw new JwtAuthError(field, problem);
  };
  switch (member(jwk, "kty")) {
    case "RSA":
      needs("n", "e");
      return readRsa(number, jwk.get("oth"), field);
    case "EC": {
      needs("crv");
      if (!jwk.has("d")) needs("x", "y");
      const curve = curves.get(member(jwk, "crv") ?? "");
      if (!curve) return { type: "other", words: "an EC key on an unsupported curve" };
      return { type: "EC", curve, d: number("d"), x: number("x"), y: number("y") };
    }
    case "OKP": {
      needs("crv");
      if (!jwk.has("d")) needs("x");
      const crv = member(jwk, "crv") ?? "";
      if (crv === "Ed25519") return { type: "OKP", seed: bytes("d"), x: bytes("x") };
      return { type: "other", words: OTHER_CURVES[crv] ?? "a key on an unsupported curve" };
    }
    case "AKP":
      needs("alg");
      if (!jwk.has("priv")) needs("pub");
      return readAkp(member(jwk, "alg") ?? "", bytes("priv"), bytes("pub"));
  }
  throw new JwtAuthError(field, "Unsupported JWK key type (kty). Use RSA, EC, OKP, AKP, or oct.");
}

function readAkp(name: string, seed: Buffer | undefined, pub: Buffer | undefined): KeyParts {
  if (algorithms.get(name)?.kty === "AKP") return { type: "AKP", name, seed, pub };
  return { type: "other", words: "an AKP key for an unsupported algorithm" };
}

/** The primes can be missing, and so can what follows from them. */
function readRsa(
  number: (name: string) => bigint | undefined,
  others: Json | undefined,
  field: FieldName,
): RsaParts {
  const [n = 0n, e = 0n, d, p, q] = ["n", "e", "d", "p", "q"].map(number);
  const primes =
    p !== undefined && q !== undefined
      ? [
          { prime: p, exponent: number("dp"), coefficient: number("qi") },
          { prime: q, exponent: number("dq") },
        ]
      : [];
  if (others === undefined) return { type: "RSA", n, e, d, primes };
  // RFC 7518 section 6.3.2.7.
  const more = (Array.isArray(others) ? others : []).map((other) => {
    const part = (name: string) => (other instanceof Map ? readBytes(field, other, name) : undefined);
    const [prime, exponent, coefficient] = ["r", "d", "t"].map((name) =>
      toNumber(part(name) ?? Buffer.alloc(0)),
    );
    return { prime: prime ?? 0n, exponent, coefficient };
  });
  return { type: "RSA", n, e, d, primes: [...primes, ...more.slice(0, 3)] };
}

/** Many tools write base64 instead of base64url, or add padding. */
function readBytes(field: FieldName, jwk: JsonObject, name: string): Buffer | undefined {
  if (!jwk.has(name)) return undefined;
  const text = member(jwk, name);
  if (text !== undefined && /^[\w+/-]+={0,2}$/.test(text)) return Buffer.from(text, "base64url");
  throw new JwtAuthError(field, "This JWK is damaged. Copy it again from the original.");
}
