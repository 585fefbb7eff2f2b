import type { FieldName } from "../../field-name";

/** No message is this long. The limit is for external text that reaches one regardless. */
const MAX_MESSAGE_CHARS = 600;

const limit = (text: string): string =>
  text.length > MAX_MESSAGE_CHARS ? `${text.slice(0, MAX_MESSAGE_CHARS - 1)}…` : text;

/**
 * Why a token could not be created. The code that throws it names the form's field to change, and says what is wrong and
 * what to do. The form puts the field's label in front, and that message is all the user sees.
 * Neither the message nor the cause ever contains key material, a passphrase, or a token.
 */
export class JwtAuthError extends Error {
  override readonly name = "JwtAuthError";
  /** What is wrong and what to do, in complete sentences. */
  readonly problem: string;
  /** What precedes the problem in the message. Undefined until it is known. */
  readonly label?: string;
  /** Whether something is only not filled in yet, so that the form does not call it an error. */
  readonly isMissing: boolean;

  /**
   * @param field undefined if the error is not about a field of the form
   * @param problem cut if it is too long to be read
   */
  constructor(
    readonly field: FieldName | undefined,
    problem: string,
    { cause, label, isMissing = false }: { cause?: unknown; label?: string; isMissing?: boolean } = {},
  ) {
    super(limit(label === undefined ? problem : `${label}: ${problem}`), { cause });
    this.problem = limit(problem);
    this.label = label;
    this.isMissing = isMissing;
    // Until it is asked for, a stack keeps everything in memory that its functions can see, such as the key.
    void this.stack;
    for (let error = cause; error instanceof Error; error = error.cause) void error.stack;
  }

  /** Hosts show an error as a string, and its class name means nothing to the user. */
  override toString(): string {
    return this.message;
  }
}
