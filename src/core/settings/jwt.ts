import type { FieldName } from "../../field-name";
import { applies, readObject, readRaw, readSelect, readText } from "../form/field-values";
import { isEmpty, presetOf } from "../form/schema";
import type { PresetField, Values } from "../form/types";
import { CERTIFICATE_PARAMETERS, type CertificateSource } from "../keys/certificate";
import { JwtAuthError } from "../lib/errors";
import type { JsonObject } from "../lib/json";
import { type ClaimField, readClaimFields } from "./claim-fields";
import { type KeySettings, readKeySettings } from "./key";

/** What the form says of the JWT, defaults filled in. Text is as it was typed: what it refers to with `$` is filled in for each token. */
export interface JwtSettings extends KeySettings {
  claimFields: ClaimField[];
  /** The preset's, with the user's over them. */
  claims: JsonObject;
  /** The user's, as they were typed; undefined where the preset has some too. */
  claimsText?: string;
  certificate?: CertificateSource;
  /** The preset's, with the user's over them. */
  header: JsonObject;
  /** Fields that the preset requires and that are empty: the JSON or the key may make up for them. */
  missing: FieldName[];
  /** The label of the preset that requires them. */
  requiredBy: string;
}

/**
 * Reads what the form says of the JWT.
 *
 * @throws JwtAuthError for the first field whose value cannot be used
 */
export function readJwtSettings(values: Values): JwtSettings {
  const preset = presetOf(values);
  const presetFields = Object.entries(preset?.fields ?? {}) as [FieldName, PresetField][];
  // The first field that cannot be used is the one that the user reads of: the key before all others.
  const { algorithm, key, keyId } = readKeySettings(values);
  const claimFields = readClaimFields(values);
  const claims = readObject("claims", values);
  const certificate = readCertificateSource(values);
  return {
    algorithm,
    key,
    keyId,
    claimFields: [...claimFields, ...certificateFields(certificate)],
    claims,
    claimsText: isEmpty(preset?.fields.claims?.default) ? readRaw("claims", values) : undefined,
    certificate,
    header: readHeader(values),
    missing: presetFields.flatMap(([name, { required }]) =>
      required && applies(name, values) && isEmpty(values[name]) ? name : [],
    ),
    requiredBy: preset?.label ?? "",
  };
}

function readCertificateSource(values: Values): CertificateSource | undefined {
  const field = "certificate";
  if (!applies(field, values)) return undefined;
  const text = readText(field, values);
  const choice = readSelect("certificateHeader", values);
  return text ? { field, text, parameters: CERTIFICATE_PARAMETERS[choice] ?? [] } : undefined;
}

/** What a certificate sets, and an empty one might; their values come with the certificate. */
const certificateFields = (
  { parameters }: { parameters: string[] } = { parameters: ["x5t", "x5t#S256", "x5c"] },
) =>
  parameters.map((name): ClaimField => ({ field: "certificate", part: "header", name, isReferable: false }));

/** Header parameters that would make the token something other than a plain JWT, and why. */
const REFUSED = {
  crit: "it marks extensions that servers must understand, and this plugin signs plain JWTs",
  b64: "it is for unencoded payloads, and a JWT's payload is always encoded (RFC 7797, section 7)",
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
