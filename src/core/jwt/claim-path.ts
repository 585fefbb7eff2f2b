import { JwtAuthError } from "../lib/errors";
import type { Json, JsonObject } from "../lib/json";
import { stepsOf } from "../lib/json-path";
import { stringify } from "../lib/json-text";
import { trim } from "../lib/repair";
import { count, listNames, quote, shorten } from "../lib/words";
import { type DecodedToken, withoutClaims } from "./decode";

/**
 * Reads a claim by its path, such as `realm_access.roles[0]` or `["https://example.com/roles"]`. A claim with exactly that
 * name takes precedence over a path.
 *
 * @param path "" for all claims
 * @returns a string as is, anything else as JSON
 * @throws JwtAuthError if the path is not found, with what is there instead, or if the token has no readable claims
 */
export function readClaim(token: DecodedToken, path: string): string {
  const { claims } = token;
  if (!claims) throw withoutClaims(token);
  const name = trim(path);
  const value = name === "" ? claims : (claims.get(name) ?? follow(claims, name));
  return typeof value === "string" ? value : stringify(value);
}

function follow(claims: JsonObject, path: string): Json {
  const steps = stepsOf(path);
  if (!steps) {
    throw new JwtAuthError(
      "path",
      'Invalid path. Use a path such as sub, realm_access.roles[0], or ["https://example.com/roles"].',
    );
  }
  let value: Json = claims;
  for (const { name, isIndex, before } of steps) {
    const next: Json | undefined = isIndex ? elementOf(value, Number(name)) : memberOf(value, name);
    if (next === undefined) throw deadEnd(before, name, value);
    value = next;
  }
  return value;
}

const memberOf = (json: Json, name: string) => (json instanceof Map ? json.get(name) : undefined);
const elementOf = (json: Json, index: number) => (Array.isArray(json) ? json[index] : undefined);

function deadEnd(before: string, step: string, found: Json): JwtAuthError {
  const where = before ? shorten(before) : "the token";
  const problem = `Not found: ${quote(step)} (${where} ${describe(found)}). Check the path.`;
  return new JwtAuthError("path", problem);
}

function describe(json: Json): string {
  if (Array.isArray(json)) return `has ${count(json.length, "element")}, the first is 0`;
  if (!(json instanceof Map)) return "isn't an object or array";
  const names = Array.from(json.keys(), (name) => (/^[\w:/.-]+$/.test(name) ? name : JSON.stringify(name)));
  return names.length > 0 ? `has ${listNames(names)}` : "is empty";
}
