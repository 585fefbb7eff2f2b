/** Text that Markdown shows as it stands; "" for none. */
export const escapeMarkdown = (text = ""): string => text.replace(/[\\`*_[\]<>~|&#]/g, "\\$&");

/** A list of what is Markdown already; a single item stands alone. */
export const list = (items: string[]): string =>
  items.length > 1 ? items.map((item) => `- ${item}`).join("\n") : items.join("");

/** More than this would make the form slow to draw. */
const MAX_CODE_CHARS = 16_000;

/** A block of code, which may hold backticks itself. */
export function codeBlock(code: string, language = ""): string {
  const shown = code.length > MAX_CODE_CHARS ? `${code.slice(0, MAX_CODE_CHARS)}\n…` : code;
  const longest = Math.max(0, ...Array.from(shown.matchAll(/`+/g), ([run]) => run.length));
  const fence = "`".repeat(Math.max(3, longest + 1));
  return `${fence}${language}\n${shown}\n${fence}`;
}
