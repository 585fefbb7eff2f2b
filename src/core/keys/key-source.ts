import type { FieldName } from "../../field-name";

/** A secret or private key as the user provides it: pasted text or the path of a file. */
export interface KeySource {
  /** The form's field that contains it, for errors. */
  field: FieldName;
  text?: string;
  path?: string;
  /** How a secret is encoded: `text`, `base64`, `base64url`, or `hex`. */
  encoding: string;
  passphrase: string;
  /** Whether a secret is preceded by its key ID and a colon. */
  holdsId: boolean;
  /** The format in which the preset's service issues the key, for errors: a noun with its article. */
  forms?: string;
}

/** What matters for a private key once it is text or bytes. */
export type PrivateKeySource = Pick<KeySource, "field" | "passphrase" | "forms">;
