/** Numbers that are not those of a key: they are out of range or contradict each other. Contains none of them. */
export class BadKey extends Error {}

/** Why an encrypted key is not decrypted. */
export type DecryptionProblem =
  | { kind: "passphrase" }
  /** `name` of the cipher or hash, in words. */
  | { kind: "cipher"; name: string }
  | { kind: "rounds"; rounds: number; max: number }
  | { kind: "scrypt" };

/** An encrypted key that is not decrypted. Contains neither the passphrase nor any part of the key. */
export class DecryptionError extends Error {
  constructor(
    readonly problem: DecryptionProblem,
    options?: ErrorOptions,
  ) {
    super(problem.kind, options);
  }
}
