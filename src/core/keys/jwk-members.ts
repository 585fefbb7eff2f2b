import { JsonNumber, type JsonObject } from "../lib/json";

/** The text of a member. Undefined if it is missing or not a string. */
export function member(object: JsonObject, name: string): string | undefined {
  const value = object.get(name);
  return typeof value === "string" ? value : undefined;
}

/** Whether a JSON object is a JWK or a JWK set. */
export const isJwk = (object: JsonObject): boolean => object.has("kty") || object.has("keys");

/** An ID as text, even if a tool writes it as a number. Undefined if it is missing. */
export function idIn(object: JsonObject, name: string): string | undefined {
  const id = object.get(name);
  return id instanceof JsonNumber ? id.text : member(object, name);
}

/** The `kid` of a JWK, which is text (RFC 7517 section 4.5). Undefined if it has none. */
export const kidOf = (jwk: JsonObject): string | undefined => idIn(jwk, "kid");
