/* Strict JSON, as the API reads a token's header and claims. */

export type JsonObject = Record<string, unknown>;

const TOKENS = /"(?:[^"\\]|\\.)*"(?<colon>\s*:)?|[{}]/g;

/**
 * A JSON object in UTF-8. Undefined if the bytes are anything else, or if a name occurs twice in an object of any depth:
 * readers differ in which value they use (RFC 7519 section 4).
 */
export function strictObject(bytes: Buffer): JsonObject | undefined {
  const object = lenientObject(bytes);
  return object && hasUniqueNames(bytes.toString()) ? object : undefined;
}

/** The same, but the last of several values counts. */
export function lenientObject(bytes: Buffer): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(
      new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes),
    );
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as JsonObject)
      : undefined;
  } catch {
    return undefined;
  }
}

/** Expects valid JSON. Names are compared without their escapes. */
function hasUniqueNames(text: string): boolean {
  const open: Set<string>[] = [];
  for (const { 0: token, groups } of text.matchAll(TOKENS)) {
    if (token === "{") open.push(new Set());
    else if (token === "}") open.pop();
    else if (groups?.colon !== undefined) {
      const name: string = JSON.parse(token.slice(0, -groups.colon.length));
      const names = open.at(-1);
      if (names?.has(name)) return false;
      names?.add(name);
    }
  }
  return true;
}
