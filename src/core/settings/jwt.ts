import type { FieldName } from "../../field-name";
import { applies, readObject, readRaw, readSelect, readText } from "../form/field-values";
import { isEmpty, presetOf } from "../form/schema";
import type { PresetField, Values } from "../form/types";
import { CERTIFICATE_PARAMETERS, type CertificateSource } from "../keys/certificate";
import { JwtAuthError } from "../lib/errors";
import { isStrictJson, type JsonObject } from "../lib/json";
import { detach } from "../lib/words";
import { type ClaimField, readClaimFields } from "./claim-fields";
import { type KeySettings, readKeySettings } from "./key";

/**
 * The form's settings for the JWT, with defaults and without the key. Text is as entered: `$` references are resolved for each
 * token.
 */
export interface JwtSettings extends Omit<KeySettings, "key"> {
  claimFields: ClaimField[];
  /** The preset's claims, overridden by the user's. */
  claims: JsonObject;
  /** The user's claims as entered. Undefined if the preset also has claims, or if servers could not parse the text as JSON. */
  claimsText?: string;
  certificate?: CertificateSource;
  /** The preset's header parameters, overridden by the user's. */
  header: JsonObject;
  /** Empty fields that the preset requires. The JSON or the key may provide their values. */
  missing: FieldName[];
  /** Label of the preset that requires them. */
  requiredBy: string;
}

/**
 * Reads the form's settings for the JWT.
 *
 * @throws JwtAuthError for the first field with an invalid value
 */
export function readJwtSettings(values: Values): JwtSettings {
  const preset = presetOf(values);
  const presetFields = Object.entries(preset?.fields ?? {}) as [FieldName, PresetField][];
  // The user sees only the first error, and the key comes before all other fields.
  const { choice, keyId } = readKeySettings(values);
  const claimFields = readClaimFields(values);
  const claims = readObject("claims", values);
  const claimsText = readRaw("claims", values);
  const certificate = readCertificateSource(values);
  return {
    choice,
    keyId,
    claimFields: [...claimFields, ...certificateFields(certificate)],
    claims,
    claimsText: isEmpty(preset?.fields.claims?.default) && isStrictJson(claimsText) ? claimsText : undefined,
    certificate,
    header: readHeader(values),
    missing: presetFields.flatMap(([name, { required }]) =>
      required && applies(name, values) && isEmpty(values[name]) ? name : [],
    ),
    requiredBy: preset?.label ?? "",
  };
}

/** A file often contains both. The settings are remembered, but keys must not be. */
const PRIVATE_KEY = /-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----(?:(?!-----).)*(?:-----END [A-Z0-9 ]*-----)?/gs;

function readCertificateSource(values: Values): CertificateSource | undefined {
  const field = "certificate";
  if (!applies(field, values)) return undefined;
  const text = readText(field, values);
  const choice = readSelect("certificateHeader", values);
  const parameters = CERTIFICATE_PARAMETERS[choice] ?? [];
  return text ? { field, text: detach(text.replace(PRIVATE_KEY, "")) ?? "", parameters } : undefined;
}

/**
 * The header parameters that a certificate sets, or could set if the field is still empty. Their values come from the
 * certificate.
 */
const certificateFields = (
  { parameters }: { parameters: string[] } = { parameters: ["x5t", "x5t#S256", "x5c"] },
) =>
  parameters.map((name): ClaimField => ({ field: "certificate", part: "header", name, isReferable: false }));

/** Header parameters that would make the token something other than a plain JWT, and why. */
const REFUSED = {
  crit: "it marks extensions that servers must understand, and this plugin signs plain JWTs",
  b64: "it's for unencoded payloads, and a JWT's payload is always encoded (RFC 7797, section 7)",
};

function readHeader(values: Values): JsonObject {
  const name = "header";
  const header = readObject(name, values);
  for (const [member, reason] of Object.entries(REFUSED)) {
    if (!header.has(member)) continue;
    throw new JwtAuthError(name, `The "${member}" header parameter isn't supported: ${reason}. Remove it.`);
  }
  return header;
}
