/** The value of JSON text. Undefined for other text. */
export function parseJsonText(text: string): unknown {
  try {
    // This also removes a byte order mark.
    return JSON.parse(text.trim());
  } catch {
    return undefined;
  }
}

export const isMembers = (json: unknown): json is Record<string, unknown> =>
  typeof json === "object" && json !== null && !Array.isArray(json);

/** The properties of a JSON object. Undefined for other text. */
export function parseMembers(text: string): Record<string, unknown> | undefined {
  const json = parseJsonText(text);
  return isMembers(json) ? json : undefined;
}

/** No known name is longer. */
const MAX_NAME_CHARS = 40;

/** The name of a property without what servers differ in: case and separators. */
export const plainName = (name: string): string =>
  name.length > MAX_NAME_CHARS ? "" : name.replace(/[\s_-]+/g, "").toLowerCase();
