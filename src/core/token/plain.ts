import type { Json, JsonObject } from "../lib/json";

/** What was found, for as long as the object exists: remembered settings have the same one for every send. */
const found = new WeakMap<JsonObject, boolean>();

/** Whether no text in an object, except names, has a dollar sign, so that there is nothing to resolve. */
export function isPlain(object: JsonObject): boolean {
  const known = found.get(object) ?? !hasDollar(object);
  found.set(object, known);
  return known;
}

function hasDollar(json: Json): boolean {
  if (typeof json === "string") return json.includes("$");
  if (Array.isArray(json)) return json.some(hasDollar);
  return json instanceof Map && [...json.values()].some(hasDollar);
}
