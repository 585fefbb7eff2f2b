/** Whether it is text that can be placed on a request: visible ASCII (RFC 6749 appendix A.12), which Bearer takes without spaces. */
export const isVisible = (value: unknown): value is string =>
  typeof value === "string" && /^[\x21-\x7e]+$/.test(value);

const LONGEST = 200;

/** A server's own words as they can be shown: on one line, and not too long. */
export function shorten(text: string): string {
  const line = text.replace(/[\p{C}\s]+/gu, " ").trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}
