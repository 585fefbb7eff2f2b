import type { Json, JsonObject } from "../lib/json";
import { algorithms } from "./algorithms";
import { isJwk, member } from "./jwk-members";

/** The names of curves, as the standards and OpenSSL write them, without case and punctuation, and the `crv` of each. */
const CURVES = new Map([
  ...[...algorithms.values()].flatMap(({ kty, curve = "" }): [string, string][] =>
    kty === "EC" || kty === "OKP" ? [[plain(curve), curve]] : [],
  ),
  ...([
    ["prime256v1", "P-256"],
    ["secp256r1", "P-256"],
    ["p256k", "secp256k1"],
    ["secp384r1", "P-384"],
    ["secp521r1", "P-521"],
  ] as const),
]);

/** The types of curves (RFC 7518 section 6.2.1.1, RFC 8037, RFC 8812). */
const TYPES = new Map([...algorithms.values()].map(({ kty, curve }) => [curve, kty]));

const KTYS = ["RSA", "EC", "OKP", "AKP", "oct"];

function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z\d]/g, "");
}

/**
 * JSON as an object. A list of JWKs becomes a JWK set. A private JWK gets the `kty` and `crv` of the standards, if it has others or
 * only its other members tell them.
 */
export function toObject(json: Json): JsonObject | undefined {
  if (Array.isArray(json)) return json.some(hasType) ? new Map([["keys", json.map(repairJwk)]]) : undefined;
  if (!(json instanceof Map)) return undefined;
  const keys = json.get("keys");
  return Array.isArray(keys)
    ? new Map(json).set("keys", keys.map(repairJwk))
    : (repairJwk(json) as JsonObject);
}

const hasType = (json: Json): boolean => json instanceof Map && json.has("kty");

function repairJwk(json: Json): Json {
  if (!(json instanceof Map) || !json.has("d")) return json;
  const crv = CURVES.get(plain(member(json, "crv") ?? "")) ?? member(json, "crv");
  const named = member(json, "kty")?.toLowerCase();
  const kty =
    KTYS.find((type) => type.toLowerCase() === named) ??
    (isJwk(json) ? undefined : json.has("n") ? "RSA" : TYPES.get(crv));
  const members = new Map(json);
  if (kty !== undefined) members.set("kty", kty);
  if (crv !== undefined) members.set("crv", crv);
  return members;
}
