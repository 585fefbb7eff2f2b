import { JwtAuthError } from "../lib/errors";
import { isStrictJson, type Json, type JsonObject, parseJson } from "../lib/json";
import { repair } from "../lib/repair";

/** A token taken apart, with nothing verified. */
export interface DecodedToken {
  /** The compact serialization alone. */
  compact: string;
  /** A signed or unsecured one (RFC 7515), or an encrypted one (RFC 7516). */
  kind: "JWS" | "JWE";
  /** The JOSE header. */
  header: JsonObject;
  /** The header's `alg`; "" where it has none. */
  algorithm: string;
  /** What is signed, as text; undefined for an encrypted token, or where it is no text. */
  payload?: string;
  /** The claims set; undefined where the payload is no JSON object, and then it is no JWT. */
  claims?: JsonObject;
}

/** Longer than any token that a server would take. */
const MAX_TOKEN_CHARS = 1024 * 1024;

/** What may stand before a token: a header's name, and an authentication scheme. */
const BEFORE = /^(?:[\w-]+\s*:)?\s*(?:[A-Za-z][\w-]*\s+(?=[\w-]+\.))?/;
const COMPACT = /^[\w-]*(?:\.[\w-]*)+$/;
/** A header that begins as JSON does, in base64url, and what follows it. */
const INSIDE = /(?<![\w.-])e[wy][\w-]{4,}(?:\.[\w-]*){2,4}(?![\w.-])/;

/**
 * Reads a token as people copy it: alone, in quotes, broken into lines, after `Bearer`, in a whole header line, a cookie or a
 * URL.
 *
 * @throws JwtAuthError if there is no token in it
 */
export function decodeToken(pasted: string): DecodedToken {
  const fail = (problem: string) => new JwtAuthError("token", problem);
  if (pasted.length > MAX_TOKEN_CHARS) {
    throw fail("Too large for a token (over 1 MiB). Paste only the token.");
  }
  if (!pasted.trim()) throw fail("Required. Paste a token.");
  const compact = findCompact(pasted);
  const parts = compact?.split(".") ?? [];
  if (!compact || (parts.length !== 3 && parts.length !== 5)) {
    const found = compact ? `has ${parts.length} parts` : "isn't a token";
    throw fail(
      `This ${found}. A JWT has three parts separated by dots (five if encrypted). Paste the whole token.`,
    );
  }
  const header = readJsonObject(parts[0] ?? "");
  if (!header) {
    throw fail(
      "The first part isn't a JWT header (a JSON object in base64url). Paste the whole token, from its first character.",
    );
  }
  const alg = header.get("alg");
  const decoded = { compact, header, algorithm: typeof alg === "string" ? alg : "" };
  if (parts.length === 5) return { ...decoded, kind: "JWE" };
  const payload = decodeText(parts[1] ?? "");
  return { ...decoded, kind: "JWS", payload, claims: readJsonObject(parts[1] ?? "") };
}

/** What to say of a token whose claims are wanted and cannot be had. */
export function withoutClaims({ kind }: DecodedToken): JwtAuthError {
  const problem =
    kind === "JWE"
      ? "This token is encrypted (JWE), so only its recipient can read it. Paste the token inside it"
      : "The payload isn't a JSON object with unique claim names. Use a JWT";
  return new JwtAuthError("token", `${problem}.`);
}

function findCompact(pasted: string): string | undefined {
  const joined = repair(pasted).replace(BEFORE, "").replace(/\s+/g, "");
  if (COMPACT.test(joined)) return joined;
  return INSIDE.exec(pasted)?.[0];
}

/** Text in UTF-8 out of base64url; undefined where it is neither. */
function decodeText(part: string): string | undefined {
  // Four characters hold three bytes, and one alone none.
  if (part.length % 4 === 1) return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Buffer.from(part, "base64url"));
  } catch {
    return undefined;
  }
}

/** A JSON object as signed, its numbers too; undefined where it is none, or has a member twice. */
function readJsonObject(part: string): JsonObject | undefined {
  const text = decodeText(part) ?? "";
  if (!isStrictJson(text)) return undefined;
  try {
    const json: Json = parseJson("token", text);
    return json instanceof Map ? json : undefined;
  } catch {
    return undefined;
  }
}
