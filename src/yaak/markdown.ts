/** Escapes text, so that Markdown shows it as is. Undefined becomes "". */
export const escapeMarkdown = (text = ""): string => text.replace(/[\\`*_[\]<>~|&#]/g, "\\$&");

/** Text as code, which Yaak does not turn into a link that would have the focus. */
export const inlineCode = (text: string): string => `\`${text.replaceAll("`", "'")}\``;

/** A list of items that are already Markdown. A single item has no bullet. */
export const list = (items: string[]): string =>
  items.length > 1 ? items.map((item) => `- ${item}`).join("\n") : items.join("");

/** More would make the form slow to draw. */
const MAX_CODE_CHARS = 16_000;

/** A code block. The code itself can contain backticks. */
export function codeBlock(code: string, language = ""): string {
  const shown = code.length > MAX_CODE_CHARS ? `${code.slice(0, MAX_CODE_CHARS)}\n…` : code;
  const longest = Math.max(0, ...Array.from(shown.matchAll(/`+/g), ([run]) => run.length));
  const fence = "`".repeat(Math.max(3, longest + 1));
  return `${fence}${language}\n${shown}\n${fence}`;
}
