import type { FieldName } from "../../field-name";

/** A secret or private key as the user gave it: pasted text, or the path of a file. */
export interface KeySource {
  /** The form's field that holds it, for errors. */
  field: FieldName;
  text?: string;
  path?: string;
  /** How a secret is written: `text`, `base64`, `base64url` or `hex`. */
  encoding: string;
  passphrase: string;
  /** Whether a secret has its key ID before it, with a colon between. */
  holdsId: boolean;
  /** What the preset's service issues it as, for errors: a noun with its article. */
  forms?: string;
}
