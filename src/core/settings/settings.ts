import type { FieldName } from "../../field-name";
import { applies, isLeftOut } from "../form/field-values";
import { labelOf } from "../form/labels";
import { isEmpty, presetOf } from "../form/schema";
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
  /** What the form shows, for what is said of it. */
  shown: ShownForm;
}

export interface ShownForm {
  label(field: FieldName): string;
  /** Whether the user has typed something into the field, and not that it is left out. */
  isFilledIn(field: FieldName): boolean;
  /** What each value looks like in the preset's system that does not look so. */
  unlikelyValues(): string[];
}

/** @throws JwtAuthError for the first field whose value cannot be used */
export function readSettings(values: Values): Settings {
  return {
    preset: presetOf(values),
    exchange: readExchangeSettings(values),
    jwt: applies("algorithm", values) ? readJwtSettings(values) : undefined,
    placement: readPlacementSettings(values),
    shown: {
      label: (field) => labelOf(field, values),
      isFilledIn: (field) => applies(field, values) && !isEmpty(values[field]) && !isLeftOut(values[field]),
      unlikelyValues: () => findUnlikelyValues(values),
    },
  };
}

/** What to say where a JWT is wanted of a form that signs none. */
export const nothingSigned = (): JwtAuthError =>
  new JwtAuthError("flow", "it signs no JWT. Choose another preset, or another flow.");

function findUnlikelyValues(values: Values): string[] {
  return Object.entries(presetOf(values)?.fields ?? {}).flatMap(([name, { pattern }]) => {
    const value = values[name];
    if (!pattern || typeof value !== "string" || isEmpty(value)) return [];
    if (new RegExp(pattern.source, "u").test(value)) return [];
    return `${labelOf(name as FieldName, values)}: ${pattern.hint}`;
  });
}
