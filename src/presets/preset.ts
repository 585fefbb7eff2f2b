import type { FieldName } from "../field-name";

/** What can change in a field while the form is filled in. */
export interface Wording {
  label: string;
  description?: string;
  placeholder?: string;
}

/** What a preset says of one field: other wording, what an empty field means, whether it has to be filled in. */
export interface PresetField extends Partial<Wording> {
  default?: string;
  required?: true;
  /** The key usually brings it along, so nobody is asked for it. */
  inKey?: true;
  /** What its value looks like in this system; a warning says `hint` of one that does not. */
  pattern?: { source: string; hint: string };
}

/** A system that takes JWTs, as data: what its tokens need, in its own words. */
export interface Preset {
  /** Stored in people's settings: never changes. */
  id: string;
  label: string;
  /** Where its rules stand. */
  documentation: { title: string; url?: string };
  /** A sentence on what else there is to know. */
  note?: string;
  /** A field that is for presets only is shown for those that name it here. */
  fields: Partial<Record<FieldName, PresetField>>;
  /** The algorithms that the system takes, where its documentation limits them. */
  algorithms?: string[];
  /** The longest time from now to `exp` that the system takes: a duration. */
  longestLifetime?: string;
  /** How long a token without `exp` is used again, where the preset's `reuse` says so: a duration. */
  reuseFor?: string;
  /** Headers that go with a token in a header, unless the request has them. */
  headers?: Record<string, string>;
  /** What its key is pasted as, for errors: a noun with its article. */
  keyForms?: string;
  /** The secret is issued with its key ID before it: `id:secret`. */
  keyHoldsId?: true;
}
