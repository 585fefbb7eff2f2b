import { readRaw, readSelect, readText } from "../form/field-values";
import { fieldValue, isEmpty, presetOf } from "../form/schema";
import type { Values } from "../form/types";
import { type AlgorithmChoice, allowsPrivateKey, allowsSecret, choiceOf } from "../keys/algorithms";
import type { KeySource } from "../keys/key-source";
import { JwtAuthError } from "../lib/errors";

/** The form's settings for the key. */
export interface KeySettings {
  choice: AlgorithmChoice;
  /** Undefined for the algorithm `none`. */
  key?: KeySource;
  /** Undefined to use the key's own ID, if it has one. Null to omit it. */
  keyId?: string | null;
}

/**
 * Reads only the form's settings for the key, so that errors in other fields do not matter.
 *
 * @throws JwtAuthError for the first of these fields with an invalid value
 */
export function readKeySettings(values: Values): KeySettings {
  const { algorithms, label } = presetOf(values) ?? {};
  const choice = choiceOf(readSelect("algorithm", values), algorithms, label);
  return {
    choice,
    key: readKeySource(choice, values),
    keyId: isEmpty(fieldValue("keyId", values)) ? undefined : (readText("keyId", values) ?? null),
  };
}

/**
 * @returns undefined for the algorithm `none`
 * @throws JwtAuthError if a key is both pasted and selected as a file
 */
export function readKeySource(choice: AlgorithmChoice, values: Values): KeySource | undefined {
  const [usesSecret, usesPrivateKey] = [allowsSecret(choice), allowsPrivateKey(choice)];
  if (!usesSecret && !usesPrivateKey) return undefined;
  const preset = presetOf(values);
  const text = readRaw("key", values);
  const path = readRaw("keyFile", values);
  if (text && path) throw new JwtAuthError("keyFile", "A key is pasted too. Clear one or the other.");
  return {
    field: path ? "keyFile" : "key",
    ...(path ? { path } : { text }),
    encoding: usesSecret ? readSelect("keyEncoding", values) : "",
    passphrase: usesPrivateKey ? readRaw("passphrase", values) : "",
    holdsId: preset?.keyHoldsId ?? false,
    forms: preset?.keyForms,
  };
}
