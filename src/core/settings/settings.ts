import { applies } from "../form/field-values";
import { presetOf } from "../form/schema";
import type { Preset, Values } from "../form/types";
import { JwtAuthError } from "../lib/errors";
import { type ExchangeSettings, readExchangeSettings } from "./exchange";
import { type JwtSettings, readJwtSettings } from "./jwt";
import { type PlacementSettings, readPlacementSettings } from "./placement";

/** What the form says. Its raw values are read here, and nothing behind this room knows them. */
export interface Settings {
  /** Undefined for none. */
  preset?: Preset;
  exchange: ExchangeSettings;
  /** Undefined where nothing is signed: then the form has no fields for a JWT, and what is left in them is not looked at. */
  jwt?: JwtSettings;
  placement: PlacementSettings;
}

/** @throws JwtAuthError for the first field whose value cannot be used */
export function readSettings(values: Values): Settings {
  return {
    preset: presetOf(values),
    exchange: readExchangeSettings(values),
    jwt: applies("algorithm", values) ? readJwtSettings(values) : undefined,
    placement: readPlacementSettings(values),
  };
}

/** What to say where a JWT is wanted of a form that signs none. */
export const nothingSigned = (): JwtAuthError =>
  new JwtAuthError("flow", "This flow doesn't sign a JWT. Choose another preset or flow.");
