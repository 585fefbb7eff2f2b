import { CERTIFICATE_PARAMETERS, type CertificateSource } from "./certificate";
import { JwtAuthError } from "./errors";
import type { FlowSettings } from "./flow-settings";
import { type Json, type JsonObject, parseJson } from "./json";
import { type KeySettings, readKeySettings } from "./key-settings";
import { applies, readObject, readOptional, readRaw, readSelect, readText } from "./read";
import { isEmpty, presetOf, type Values } from "./schema";
import { parseDuration, parseTime, type Time } from "./time";

/** A claim with a name of its own and the text that a field gives it; undefined where it is left out. */
export interface NamedClaim {
  field: string;
  name: string;
  value?: string;
}

/**
 * What the form says, defaults filled in. A claim or header parameter that is left out is undefined. Text is as it was
 * typed: what it refers to with `$` is filled in for each token.
 */
export interface Settings extends KeySettings {
  issuer?: string;
  subject?: string;
  audience?: Json;
  /** Seconds from the moment of signing. */
  expiresIn?: number;
  issuedAt?: Time;
  notBefore?: Time;
  /** Whether each token gets a random `jti`. */
  jwtId: boolean;
  /** Claims that have a field only in some presets. */
  namedClaims: NamedClaim[];
  /** The preset's, with the user's over them. */
  claims: JsonObject;
  /** The user's, as they were typed; undefined where the preset has some too. */
  claimsText?: string;
  tokenType?: string;
  certificate?: CertificateSource;
  /** The preset's, with the user's over them. */
  header: JsonObject;
  flow: FlowSettings;
  /** Names of the fields that the preset requires and that are empty. */
  missing: string[];
}

/**
 * Reads what the form says of the JWT. With its neighbours for the key, the flow and the place the only ones that read the
 * form's fields by their names.
 *
 * @param values as the client stores them: a field that was never touched is missing
 * @param flow what they say of the flow
 * @throws JwtAuthError for the first field whose value cannot be used
 */
export function readSettings(values: Values, flow: FlowSettings): Settings {
  // Spread into so large an object, it would take a tenth of a send.
  const { algorithm, key, keyId } = readKeySettings(values);
  return {
    algorithm,
    key,
    keyId,
    issuer: readText("issuer", values),
    subject: readText("subject", values),
    audience: readOptional("audience", values, readAudience),
    expiresIn: readOptional("expiresIn", values, parseDuration),
    issuedAt: readOptional("issuedAt", values, parseTime),
    notBefore: readOptional("notBefore", values, parseTime),
    jwtId: readSelect("jwtId", values) === "uuid",
    namedClaims: readNamedClaims(values),
    claims: readObject("claims", values),
    claimsText: isEmpty(presetOf(values)?.fields.claims?.default) ? readRaw("claims", values) : undefined,
    tokenType: readText("tokenType", values),
    certificate: readCertificateSource(values),
    header: readHeader(values),
    flow,
    missing: Object.entries(presetOf(values)?.fields ?? {}).flatMap(([name, { required }]) =>
      required && applies(name, values) && isEmpty(values[name]) ? name : [],
    ),
  };
}

/** Fields that hold a claim, and the field that names the claim or, for a fixed one, its name. */
const NAMED_CLAIMS: { field: string; nameField?: string; name?: string }[] = [
  { field: "userName", nameField: "userNameClaim" },
  { field: "fullName", nameField: "fullNameClaim" },
  { field: "email", nameField: "emailClaim" },
  { field: "userPrincipalName", name: "upn" },
];

function readNamedClaims(values: Values): NamedClaim[] {
  return NAMED_CLAIMS.filter(({ field }) => applies(field, values)).flatMap(
    ({ field, nameField, ...fixed }) => {
      const name = nameField ? readText(nameField, values)?.trim() : fixed.name;
      return name ? { field, name, value: readText(field, values) } : [];
    },
  );
}

function readCertificateSource(values: Values): CertificateSource | undefined {
  const field = "certificate";
  if (!applies(field, values)) return undefined;
  const text = readText(field, values);
  const choice = readSelect("certificateHeader", values);
  return text ? { field, text, parameters: CERTIFICATE_PARAMETERS[choice] ?? [] } : undefined;
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

function readHeader(values: Values): JsonObject {
  const name = "header";
  const header = readObject(name, values);
  for (const [member, reason] of Object.entries(REFUSED)) {
    if (!header.has(member)) continue;
    throw new JwtAuthError("reserved-member", name, `"${member}" cannot be set: ${reason}. Remove it.`);
  }
  return header;
}
