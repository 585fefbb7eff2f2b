import type { FieldName } from "../../field-name";

/**
 * Why a token could not be made. What throws it names the form's field that has to change, and says what is wrong and what to
 * do; the form puts the field's label before it, and then the message is all that a user gets to see.
 * Neither message nor cause ever holds key material, a passphrase or a token.
 */
export class JwtAuthError extends Error {
  override readonly name = "JwtAuthError";
  /** What stands before the problem in the message; undefined until that is known. */
  readonly label?: string;

  /**
   * @param field undefined where no field of the form is to blame
   * @param problem what is wrong and what to do, in whole sentences
   */
  constructor(
    readonly field: FieldName | undefined,
    readonly problem: string,
    { cause, label }: { cause?: unknown; label?: string } = {},
  ) {
    super(label === undefined ? problem : `${label}: ${problem}`, { cause });
    this.label = label;
  }

  /** Clients show an error as it prints, and its class says nothing to the person at the form. */
  override toString(): string {
    return this.message;
  }
}
