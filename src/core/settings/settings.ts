import { applies } from "../form/field-values";
import { presetOf } from "../form/schema";
import type { Preset, Values } from "../form/types";
import type { KeySource } from "../keys/key-source";
import { JwtAuthError } from "../lib/errors";
import { type ExchangeSettings, readExchangeSecrets, readExchangeSettings } from "./exchange";
import { type JwtSettings, readJwtSettings } from "./jwt";
import { readKeySource } from "./key";
import { type PlacementSettings, readPlacementSettings } from "./placement";
import { remember } from "./remember";

/** The form's settings. Raw form values are parsed here, and later steps do not see them. */
export interface Settings {
  /** Undefined if none is selected. */
  preset?: Preset;
  exchange: ExchangeSettings;
  /** Undefined if nothing is signed. The form then hides the fields for a JWT, and their values are ignored. */
  jwt?: JwtSettings;
  /** The key as entered, or its file. Undefined if nothing is signed, or for the algorithm `none`. */
  readKey: () => KeySource | undefined;
  placement: PlacementSettings;
}

/**
 * Reads the form's settings, or remembers them.
 *
 * @throws JwtAuthError for the first field with an invalid value
 */
export function readSettings(values: Values): Settings {
  const { preset, exchange, jwt, placement } = readWithoutSecrets(values);
  // The key is read later, and the host may have changed the values by then.
  const own = { ...values };
  return {
    preset,
    exchange: { ...exchange, ...readExchangeSecrets(values) },
    jwt,
    readKey: () => jwt && readKeySource(jwt.choice, own),
    placement,
  };
}

/** Everything is read in the order in which errors are shown, but no secret is remembered. */
const readWithoutSecrets = remember((values) => {
  const exchange = readExchangeSettings(values);
  readExchangeSecrets(values);
  const jwt = applies("algorithm", values) ? readJwtSettings(values) : undefined;
  return {
    preset: presetOf(values),
    exchange,
    jwt,
    placement: readPlacementSettings(values),
  };
});

/** The error if a JWT is needed but the form does not sign one. */
export const nothingSigned = (): JwtAuthError =>
  new JwtAuthError("flow", "This flow doesn't sign a JWT. Choose another preset or flow.");
