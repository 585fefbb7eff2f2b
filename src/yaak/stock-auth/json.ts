import {
  isStrictJson,
  type Json,
  type JsonObject,
  parseObject,
  plainText,
  quote,
  stringify,
} from "../../core";
import { fillTags, hasTag, Refusal } from "./stock-setting";

/** The built-in plugin signs the payload exactly as entered. */
export function checkPayload(text: string): void {
  checkReferences("payload", parse("payload", text));
  if (!isStrictJson(fillTags(text))) throw new Refusal("The payload isn't valid JSON");
}

/**
 * The header JSON for what the built-in plugin sends, as JavaScript serializes it.
 *
 * @returns `text` is undefined if there is no header JSON; `algorithm` is the one in it, which the built-in plugin uses
 */
export function readHeader(text: string): { text?: string; algorithm?: string } {
  if (text.trim() === "" || text.trim() === "{}") return {};
  if (hasTag(text)) {
    checkReferences("header", parse("header", text));
    return { text };
  }
  if (!isStrictJson(text)) throw new Refusal("The header isn't valid JSON, so nothing was ever sent with it");
  const typed = stringify(parse("header", text));
  // The built-in plugin's order of these parameters. Undefined ones are omitted.
  const order = { alg: undefined, typ: undefined, kid: undefined };
  const sent = JSON.stringify(Object.assign(order, JSON.parse(text)));
  const header = parse("header", sent);
  checkReferences("header", header);
  checkHeader(sent, header);
  const alg = header.get("alg");
  return {
    text: typed === sent ? text : JSON.stringify(JSON.parse(sent), null, 2),
    algorithm: typeof alg === "string" ? alg : undefined,
  };
}

function checkHeader(sent: string, header: JsonObject): void {
  if (/[^\x20-\x7e]/.test(sent))
    throw new Refusal("The header has non-ASCII characters, which were sent incorrectly");
  if (header.has("crit") || header.has("b64"))
    throw new Refusal("The header has a crit or b64 parameter, which isn't supported");
  if ([...header.keys()].some((name) => /^\d+$/.test(name)))
    throw new Refusal("The header has a property with a numeric name, which would change its order");
}

function parse(part: "payload" | "header", text: string): JsonObject {
  try {
    return parseObject(part === "payload" ? "claims" : part, fillTags(text));
  } catch {
    throw new Refusal(`The ${part} isn't a JSON object, or has a duplicate property`);
  }
}

/** The built-in plugin has no `$` references. */
function checkReferences(part: string, json: Json): void {
  if (typeof json === "string") {
    if (plainText(json) === json) return;
    throw new Refusal(`The ${part} has ${quote(json)}, which has a special meaning here. Use $$ for $`);
  }
  const inner = json instanceof Map ? [...json.values()] : Array.isArray(json) ? json : [];
  for (const value of inner) checkReferences(part, value);
}
