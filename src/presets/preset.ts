import type { FieldName } from "../field-name";

/** What can change in a field while the form is being filled in. */
export interface Wording {
  label: string;
  description?: string;
  placeholder?: string;
}

/** A preset's changes to one field: its wording, what it means if empty, and whether it must be filled in. */
export interface PresetField extends Partial<Wording> {
  default?: string;
  required?: true;
  /** The field has the preset's default, and is not drawn. */
  hidden?: true;
  /** The key usually contains it, so the user is not asked for it. */
  inKey?: true;
  /** The format of the service's values. Other values get a warning with `hint`. */
  pattern?: { source: string; hint: string };
}

/** Reasons that token endpoints give, and that services have their own remedies for: the user has not consented to the scopes. */
export type ServerReason = "consent";

/** A service that accepts JWTs, as data: what its tokens require, in its own terms. */
export interface Preset {
  /** Stored in users' settings, so it never changes. */
  id: string;
  label: string;
  /** The service's own documentation. */
  documentation: { title: string; url?: string };
  /** A sentence about anything else that the user should know. */
  note?: string;
  /** Preset-only fields are shown if they are listed here. */
  fields: Partial<Record<FieldName, PresetField>>;
  /** The algorithms that the service accepts, if its documentation limits them. */
  algorithms?: string[];
  /** Maximum time from now to `exp` that the service accepts: a duration. */
  longestLifetime?: string;
  /** How long a token without `exp` is reused, if the preset's `reuse` enables that: a duration. */
  reuseFor?: string;
  /** Headers to send with a token in a header, unless the request already has them. Their values can refer to fields with `$`. */
  headers?: Record<string, string>;
  /** What to do if its token endpoint rejects a request: a sentence without its period, which can refer to fields with `$`. */
  remedies?: Partial<Record<ServerReason, string>>;
  /** The format in which its key is pasted, for errors: a noun with its article. */
  keyForms?: string;
  /** The domain that a client secret in the key is for. Undefined if the service's key has none. */
  secretInKeyFor?: string;
  /** What only the JWT contains, and its client assertion's token request does not. */
  onlyInJwt?: ("clientId" | "scope")[];
  /** The secret is issued with its key ID in front: `id:secret`. */
  keyHoldsId?: true;
}
