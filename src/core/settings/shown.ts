import type { FieldName } from "../../field-name";
import { applies, isOmitted } from "../form/field-values";
import { labelOf } from "../form/labels";
import { fields, isEmpty, isHidden, presetOf } from "../form/schema";
import type { PresetField, Values } from "../form/types";
import { cleanTime } from "../lib/duration";
import { trim } from "../lib/repair";
import { describeDuration } from "../lib/time";

/** What the form shows and the user has entered, for the preview. */
export interface ShownForm {
  /** Labels of the JSON fields for the token's header and claims. */
  labels: { header: string; claims: string };
  /** The label of each field that has a value and is not omitted. */
  filledIn: ReadonlyMap<FieldName, string>;
  /** What to say of each value that is probably not meant, such as one that does not match the format of the preset's service. */
  unlikelyValues: string[];
}

export function readShownForm(values: Values): ShownForm {
  const isFilledIn = (field: FieldName) => !isEmpty(values[field]) && !isOmitted(values[field]);
  const filledIn = [...fields.keys()].filter(
    (field) => applies(field, values) && !isHidden(field, values) && isFilledIn(field),
  );
  return {
    labels: { header: labelOf("header", values), claims: labelOf("claims", values) },
    filledIn: new Map(filledIn.map((field) => [field, labelOf(field, values)])),
    unlikelyValues: [...findUnlikelyValues(values), ...findMilliseconds(values)],
  };
}

function findUnlikelyValues(values: Values): string[] {
  const presetFields = Object.entries(presetOf(values)?.fields ?? {}) as [FieldName, PresetField][];
  return presetFields.flatMap(([name, { pattern }]) => {
    const value = values[name];
    if (!pattern || typeof value !== "string" || isEmpty(value) || isOmitted(value)) return [];
    return new RegExp(pattern.source, "u").test(trim(value))
      ? []
      : `${labelOf(name, values)}: ${pattern.hint}`;
  });
}

const MINUTE_IN_MS = 60_000;
const DAY_IN_SECONDS = 86_400;

/** Numbers of seconds that are more likely milliseconds: whole seconds of them, from a minute on, and not whole days. */
function findMilliseconds(values: Values): string[] {
  const name = "expiresIn";
  const text = applies(name, values) && typeof values[name] === "string" ? cleanTime(values[name]) : "";
  const number = /^[+-]?\d{5,12}$/.test(text) ? Math.abs(Number(text)) : 0;
  if (number < MINUTE_IN_MS || number % 1000 !== 0 || number % DAY_IN_SECONDS === 0) return [];
  const sign = text.startsWith("-") ? "-" : "";
  return [
    `${labelOf(name, values)}: ${sign}${number} is read as seconds (${describeDuration(number)}). Enter ${sign}${number / 1000} if you meant milliseconds, or ${sign}${number}s if you didn't.`,
  ];
}
