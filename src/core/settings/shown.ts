import type { FieldName } from "../../field-name";
import { applies, isOmitted } from "../form/field-values";
import { labelOf } from "../form/labels";
import { fields, isEmpty, presetOf } from "../form/schema";
import type { PresetField, Values } from "../form/types";

/** What the form shows and the user has entered, for the preview. */
export interface ShownForm {
  /** Labels of the JSON fields for the token's header and claims. */
  labels: { header: string; claims: string };
  /** The label of each field that has a value and is not omitted. */
  filledIn: ReadonlyMap<FieldName, string>;
  /** A sentence for each value that does not match the format of the preset's service. */
  unlikelyValues: string[];
}

export function readShownForm(values: Values): ShownForm {
  const filledIn = [...fields.keys()].filter(
    (field) => applies(field, values) && !isEmpty(values[field]) && !isOmitted(values[field]),
  );
  return {
    labels: { header: labelOf("header", values), claims: labelOf("claims", values) },
    filledIn: new Map(filledIn.map((field) => [field, labelOf(field, values)])),
    unlikelyValues: findUnlikelyValues(values),
  };
}

function findUnlikelyValues(values: Values): string[] {
  const presetFields = Object.entries(presetOf(values)?.fields ?? {}) as [FieldName, PresetField][];
  return presetFields.flatMap(([name, { pattern }]) => {
    const value = values[name];
    if (!pattern || typeof value !== "string" || isEmpty(value)) return [];
    return new RegExp(pattern.source, "u").test(value) ? [] : `${labelOf(name, values)}: ${pattern.hint}`;
  });
}
