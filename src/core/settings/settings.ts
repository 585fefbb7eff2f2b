import { applies } from "../form/field-values";
import { presetOf } from "../form/schema";
import type { Preset, Values } from "../form/types";
import { JwtAuthError } from "../lib/errors";
import { type ExchangeSettings, readExchangeSettings } from "./exchange";
import { type JwtSettings, readJwtSettings } from "./jwt";
import { type PlacementSettings, readPlacementSettings } from "./placement";

/** The form's settings. Raw form values are parsed here, and later steps do not see them. */
export interface Settings {
  /** Undefined if none is selected. */
  preset?: Preset;
  exchange: ExchangeSettings;
  /** Undefined if nothing is signed. The form then hides the fields for a JWT, and their values are ignored. */
  jwt?: JwtSettings;
  placement: PlacementSettings;
}

/** @throws JwtAuthError for the first field with an invalid value */
export function readSettings(values: Values): Settings {
  return {
    preset: presetOf(values),
    exchange: readExchangeSettings(values),
    jwt: applies("algorithm", values) ? readJwtSettings(values) : undefined,
    placement: readPlacementSettings(values),
  };
}

/** The error if a JWT is needed but the form does not sign one. */
export const nothingSigned = (): JwtAuthError =>
  new JwtAuthError("flow", "This flow doesn't sign a JWT. Choose another preset or flow.");
