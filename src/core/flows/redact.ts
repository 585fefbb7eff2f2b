/** This many consecutive characters reveal part of a secret. */
const MIN_TELLING_CHARS = 8;

/** Text is first cut to this length, which is more than is ever shown. */
const MAX_SHOWN_CHARS = 2000;

/** Replaces any part of a text that repeats a secret, or part of one, with an ellipsis. */
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
