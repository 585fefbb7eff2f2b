import { type Algorithm, algorithms } from "./algorithms";
import { JwtAuthError } from "./errors";
import { type Json, type JsonObject, parseJson, parseObject } from "./json";
import { checkName, checkPrefix, checkQueryName, type Placement } from "./placement";
import { fields, fieldValue, isEmpty, type Values } from "./schema";
import { parseDuration, parseTime, type Time } from "./time";

/** The secret or private key as the user gave it: pasted text, or the path of a file. */
export interface KeySource {
  /** Name of the form's field that holds it, for errors. */
  field: string;
  text?: string;
  path?: string;
  encoding: string;
  passphrase: string;
}

/** What the form says, defaults filled in. A claim or header parameter that is left out is undefined. */
export interface Settings {
  algorithm: Algorithm;
  /** Undefined for the algorithm `none`. */
  key?: KeySource;
  issuer?: string;
  subject?: string;
  audience?: Json;
  /** Seconds from the moment of signing. */
  expiresIn?: number;
  issuedAt?: Time;
  notBefore?: Time;
  /** Whether each token gets a random `jti`. */
  jwtId: boolean;
  claims: JsonObject;
  /** Undefined: the key's own, where it has one. Null: left out. */
  keyId?: string | null;
  tokenType?: string;
  header: JsonObject;
  placement: Placement;
}

/** The word that leaves a claim, header parameter or prefix out. */
const LEFT_OUT = "none";

/**
 * Reads the form. The only place that knows the names of its fields.
 *
 * @param values as the client stores them: a field that was never touched is missing
 * @throws JwtAuthError for the first field whose value cannot be used
 */
export function readSettings(values: Values): Settings {
  const algorithm = algorithms.get(readSelect("algorithm", values)) as Algorithm;
  return {
    algorithm,
    key: algorithm.family === "none" ? undefined : readKeySource(algorithm, values),
    issuer: readText("issuer", values),
    subject: readText("subject", values),
    audience: readOptional("audience", values, readAudience),
    expiresIn: readOptional("expiresIn", values, parseDuration),
    issuedAt: readOptional("issuedAt", values, parseTime),
    notBefore: readOptional("notBefore", values, parseTime),
    jwtId: readSelect("jwtId", values) === "uuid",
    claims: parseObject("claims", readRaw("claims", values)),
    keyId: isEmpty(values.keyId) ? undefined : (readText("keyId", values) ?? null),
    tokenType: readText("tokenType", values),
    header: readHeader("header", values),
    placement: readPlacement(values),
  };
}

/** The text of a field, or its default; "" where it has neither. A number is taken as it prints. */
function readRaw(name: string, values: Values): string {
  const value = fieldValue(name, values) ?? "";
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  throw new JwtAuthError("invalid-value", name, "this is not text. Clear the field and type it again.");
}

/** The text of a field exactly as it was typed, since spaces may belong to it; undefined for the word that leaves it out. */
function readText(name: string, values: Values): string | undefined {
  const text = readRaw(name, values);
  return text.trim() === LEFT_OUT ? undefined : text;
}

function readOptional<T>(
  name: string,
  values: Values,
  parse: (field: string, text: string) => T,
): T | undefined {
  const text = readText(name, values);
  return text === undefined ? undefined : parse(name, text);
}

function readSelect(name: string, values: Values): string {
  const value = readRaw(name, values).trim();
  const options = fields.get(name)?.options?.map((option) => option.value) ?? [];
  if (options.includes(value)) return value;
  throw new JwtAuthError(
    "invalid-value",
    name,
    `there is no such choice. Choose one of ${options.join(", ")}.`,
  );
}

function readKeySource(algorithm: Algorithm, values: Values): KeySource {
  const text = readRaw("key", values);
  const path = readRaw("keyFile", values);
  if (text && path) {
    throw new JwtAuthError("two-keys", "keyFile", "a key is pasted too. Clear one of the two.");
  }
  return {
    field: path ? "keyFile" : "key",
    ...(path ? { path } : { text }),
    encoding: algorithm.family === "hmac" ? readSelect("keyEncoding", values) : "",
    passphrase: algorithm.family === "hmac" ? "" : readRaw("passphrase", values),
  };
}

function readAudience(field: string, text: string): Json | undefined {
  if (text.trimStart().startsWith("[")) return parseJson(field, text);
  if (!/[,\n]/.test(text)) return text;
  const audiences = text
    .split(/[,\n]/)
    .map((part) => part.trim())
    .filter(Boolean);
  if (audiences.length > 0) return audiences.length === 1 ? audiences[0] : audiences;
  throw new JwtAuthError(
    "invalid-value",
    field,
    "there is nothing between the separators. Type a value, or none.",
  );
}

/** Header parameters that would make the token something other than a plain JWT, and why. */
const REFUSED = {
  crit: "it makes servers refuse what they do not know, and this plugin signs plain JWTs",
  b64: "it is for payloads that are not encoded, and a JWT's always is (RFC 7797 section 7)",
};

function readHeader(name: string, values: Values): JsonObject {
  const header = parseObject(name, readRaw(name, values));
  for (const [member, reason] of Object.entries(REFUSED)) {
    if (!header.has(member)) continue;
    throw new JwtAuthError("reserved-member", name, `"${member}" cannot be set: ${reason}. Remove it.`);
  }
  return header;
}

function readPlacement(values: Values): Placement {
  const kind = readSelect("placement", values);
  if (kind === "query")
    return { kind, name: checkQueryName("queryName", readRaw("queryName", values).trim()) };
  if (kind === "cookie") return { kind, name: checkName("cookieName", readRaw("cookieName", values).trim()) };
  return {
    kind: "header",
    name: checkName("headerName", readRaw("headerName", values).trim()),
    prefix: checkPrefix("headerPrefix", readText("headerPrefix", values)?.trim() ?? ""),
  };
}
