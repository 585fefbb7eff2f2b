import { isOpen } from "../form/drawn";
import { isOmitted, readObject } from "../form/field-values";
import { fieldsOf, fieldValue, isEmpty, isHidden, isShown, optionsOf, presetOf } from "../form/schema";
import type { Container, Field, Summary, Values } from "../form/types";
import { shorten } from "../lib/words";
import { readPlacementSettings } from "./placement";

/** Longer labels would break into two lines. */
const MAX_SUMMARY_CHARS = 48;

/** The fields of each section. */
const known = new Map<Container, Field[]>();

/** What is set in a section, for its label while it is closed. Undefined if nothing is. */
export function summarize(section: Container, summary: Summary, values: Values): string | undefined {
  const inSection = known.get(section) ?? fieldsOf(section.inputs);
  known.set(section, inSection);
  try {
    const set = inSection.filter((field) => isSet(field, values));
    const words = SUMMARIES[summary](set, values);
    return words ? shorten(words, MAX_SUMMARY_CHARS) : undefined;
  } catch {
    // The error itself is shown elsewhere.
    return undefined;
  }
}

/** Whether the user or the preset has set a field of the section. */
function isSet(field: Field, values: Values): boolean {
  const { name, default: usual } = field;
  const isOwn = !isEmpty(values[name]) || presetOf(values)?.fields[name]?.default !== undefined;
  if (!isOwn || isHidden(name, values)) return false;
  const value = fieldValue(name, values);
  return value !== usual && !isOmitted(value) && isShown(field, values) && !isOpen(field, values);
}

/** The claims or header parameters that the fields set. */
const namesOfAll = (set: Field[], values: Values): string =>
  set.flatMap((field) => namesOf(field, values)).join(", ");

const SUMMARIES: Record<Summary, (set: Field[], values: Values) => string | undefined> = {
  claims: namesOfAll,
  header: namesOfAll,
  placement: (_set, values) => describePlacement(values),
  flow: (set, values) =>
    optionOf(
      set.find(({ name }) => name === "flow"),
      values,
    ),
  certificate: (set, values) =>
    set.some(({ name }) => name === "certificate")
      ? String(fieldValue("certificateHeader", values))
      : undefined,
};

function namesOf({ name, sets, type }: Field, values: Values): string[] {
  if (type === "editor") return [...readObject(name, values).keys()];
  if (!sets || "claimNamedBy" in sets) return [];
  return ["claim" in sets ? sets.claim : sets.header];
}

function describePlacement(values: Values): string {
  const { kind, name } = readPlacementSettings(values);
  if (kind === "header") return `${name} header`;
  return kind === "query" ? `query parameter ${name}` : `cookie ${name}`;
}

function optionOf(field: Field | undefined, values: Values): string | undefined {
  return field && optionsOf(field).find(({ value }) => value === fieldValue(field.name, values))?.label;
}
