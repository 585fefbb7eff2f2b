import { JwtAuthError } from "../lib/errors";
import { isStrictJson, type Json, type JsonObject, parseJson } from "../lib/json";
import { repair } from "../lib/repair";

/** A decoded token. Nothing in it is verified. */
export interface DecodedToken {
  /** Only the compact serialization. */
  compact: string;
  /** Signed or unsecured (RFC 7515), or encrypted (RFC 7516). */
  kind: "JWS" | "JWE";
  /** The JOSE header. */
  header: JsonObject;
  /** The header's `alg`, or "" if it has none. */
  algorithm: string;
  /** The payload as text. Undefined if the token is encrypted or the payload is not UTF-8. */
  payload?: string;
  /** The claims. Undefined if the payload is not a JSON object with unique names, in which case the token is not a JWT. */
  claims?: JsonObject;
}

/** Longer than any token that a server would accept. */
export const MAX_TOKEN_CHARS = 64 * 1024;

/** What may precede a token: a header name and an authentication scheme. */
const BEFORE = /^(?:[\w-]+\s*:)?\s*(?:[A-Za-z][\w-]*\s+(?=[\w-]+\.))?/;
const COMPACT = /^[\w-]*(?:\.[\w-]*)+$/;
/** A header that starts like JSON, in base64url, and the parts after it. */
const INSIDE = /(?<![\w.-])e[wy][\w-]{4,}(?:\.[\w-]*){2,4}(?![\w.-])/;

/**
 * Decodes a token as people copy it: alone, in quotes, broken into lines, after `Bearer`, or inside a header line, cookie,
 * or URL.
 *
 * @throws JwtAuthError if it contains no token
 */
export function decodeToken(pasted: string): DecodedToken {
  const fail = (problem: string) => new JwtAuthError("token", problem);
  if (pasted.length > MAX_TOKEN_CHARS) {
    throw fail("Too large for a token (over 64 kB). Paste only the token.");
  }
  if (!pasted.trim()) throw fail("Required. Paste a token.");
  const compact = findCompact(pasted);
  const parts = compact?.split(".") ?? [];
  if (!compact || (parts.length !== 3 && parts.length !== 5)) {
    const found = compact
      ? `This has ${parts.length} parts, but a JWT has three`
      : "This isn't a token: a JWT has three parts separated by dots";
    throw fail(`${found} (five if encrypted). Paste the whole token.`);
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

/** The error for a token whose claims are needed but cannot be read. */
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

/** Decodes base64url to UTF-8 text. Undefined if it is not valid. */
function decodeText(part: string): string | undefined {
  // Four characters encode three bytes. A single leftover character encodes none.
  if (part.length % 4 === 1) return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Buffer.from(part, "base64url"));
  } catch {
    return undefined;
  }
}

/** A JSON object, with numbers as signed. Undefined if it is not a JSON object or has a duplicate name. */
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
