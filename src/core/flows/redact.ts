/** This many characters in a row give something of a secret away. */
const MIN_TELLING_CHARS = 8;

/** Longer than all that is shown of a text. */
const MAX_SHOWN_CHARS = 2000;

/** A text without what it repeats of the secrets, were it only a part. */
export function redact(text: string, secrets: readonly string[]): string {
  const characters = text.slice(0, MAX_SHOWN_CHARS).split("");
  const shown = characters.join("");
  for (const secret of secrets) {
    const length = Math.min(MIN_TELLING_CHARS, secret.length);
    for (let at = 0; length > 0 && at + length <= shown.length; at++)
      if (secret.includes(shown.slice(at, at + length))) characters.fill("\0", at, at + length);
  }
  return characters.join("").replace(/\0+/g, "…");
}
