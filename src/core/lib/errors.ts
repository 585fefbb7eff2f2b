import type { FieldName } from "../../field-name";

/**
 * Why a token could not be created. The code that throws it names the form's field to change, and says what is wrong and
 * what to do. The form puts the field's label in front, and that message is all the user sees.
 * Neither the message nor the cause ever contains key material, a passphrase, or a token.
 */
export class JwtAuthError extends Error {
  override readonly name = "JwtAuthError";
  /** What precedes the problem in the message. Undefined until it is known. */
  readonly label?: string;

  /**
   * @param field undefined if the error is not about a field of the form
   * @param problem what is wrong and what to do, in complete sentences
   */
  constructor(
    readonly field: FieldName | undefined,
    readonly problem: string,
    { cause, label }: { cause?: unknown; label?: string } = {},
  ) {
    super(label === undefined ? problem : `${label}: ${problem}`, { cause });
    this.label = label;
    // Until it is asked for, a stack keeps everything in memory that its functions can see, such as the key.
    void this.stack;
    if (cause instanceof Error) void cause.stack;
  }

  /** Hosts show an error as a string, and its class name means nothing to the user. */
  override toString(): string {
    return this.message;
  }
}
