import { fieldOf, type Values, wordingOf } from "./schema";

export type ErrorCode =
  | "invalid-value"
  | "invalid-json"
  | "repeated-member"
  | "not-an-object"
  | "reserved-member"
  | "inexact-number"
  | "invalid-duration"
  | "invalid-time"
  | "invalid-name"
  | "invalid-reference"
  | "missing-request"
  | "missing-value"
  | "repeated-claim"
  | "missing-key"
  | "two-keys"
  | "unknown-key-form"
  | "public-key"
  | "certificate"
  | "openssh-key"
  | "putty-key"
  | "missing-passphrase"
  | "wrong-passphrase"
  | "unsupported-encryption"
  | "key-cut-short"
  | "damaged-key"
  | "wrong-key-type"
  | "wrong-curve"
  | "weak-key"
  | "key-too-large"
  | "key-not-for-this"
  | "ambiguous-key"
  | "unknown-key-id"
  | "private-key-as-secret"
  | "invalid-encoding"
  | "unknown-certificate-form"
  | "damaged-certificate"
  | "wrong-certificate"
  | "file-missing"
  | "file-not-regular"
  | "file-unreadable"
  | "file-too-large"
  | "no-public-key"
  | "invalid-path"
  | "not-fetched"
  | "token-request-failed"
  | "no-token"
  | "nothing-signed"
  | "no-dialogs"
  | "no-models"
  | "not-a-token"
  | "no-claims"
  | "not-verified"
  | "unknown-public-key-form"
  | "public-key-for-secret"
  | "unexpected";

/**
 * Why a token could not be made. Core functions throw it with a sentence about the field ("this is a public key, …");
 * {@link withLabel} puts the field's label before it, and then the message is all a user gets to see.
 * Neither message nor cause ever holds key material, a passphrase or a token.
 */
export class JwtAuthError extends Error {
  override readonly name = "JwtAuthError";

  constructor(
    readonly code: ErrorCode,
    /** Name of the form's field that has to change. */
    readonly field: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }

  /** Clients show an error as it prints, and its class says nothing to the person at the form. */
  override toString(): string {
    return this.message;
  }
}

/** Errors whose message begins with a label already. */
const labelled = new WeakSet<JwtAuthError>();

/**
 * What a user is told of a failure: `<Field label>: <what is wrong>. <What to do>.`, with the label that the form shows
 * for these values. Anything that is no JwtAuthError is a fault of this plugin and says so, without its own words.
 */
export function withLabel(error: unknown, values: Values): JwtAuthError {
  if (!(error instanceof JwtAuthError)) {
    const kind = error instanceof Error ? error.name : typeof error;
    return new JwtAuthError(
      "unexpected",
      "",
      `JWT Bearer: this failed because of a fault in the plugin (${kind}). Report it with the algorithm and the form of your key, without the key.`,
    );
  }
  if (labelled.has(error)) return error;
  const field = fieldOf(error.field);
  const label = field ? wordingOf(field, values).label : error.field;
  const result = new JwtAuthError(error.code, error.field, `${label}: ${error.message}`, {
    cause: error.cause,
  });
  labelled.add(result);
  return result;
}
