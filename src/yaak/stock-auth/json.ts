import { isStrictJson, type Json, type JsonObject, parseObject, plainText, stringify } from "../../core";
import { fillTags, hasTag, Refusal } from "./stock-setting";

/** The stock plugin signs whatever stands in the payload, to the letter. */
export function checkPayload(text: string): void {
  checkReferences("payload", parse("payload", text));
  if (!isStrictJson(fillTags(text))) throw new Refusal("its payload is no JSON that a server can read");
}

/**
 * The header JSON that gives what the stock plugin sends, which is what JavaScript makes of it.
 *
 * @returns undefined text for none; the algorithm that it names, which the stock plugin goes by
 */
export function readHeader(text: string): { text?: string; algorithm?: string } {
  if (text.trim() === "" || text.trim() === "{}") return {};
  if (hasTag(text)) {
    checkReferences("header", parse("header", text));
    return { text };
  }
  if (!isStrictJson(text)) throw new Refusal("its header is no JSON, so nothing was sent with it");
  // The order that the stock plugin gives them; what is undefined is not there.
  const order = { alg: undefined, typ: undefined, kid: undefined };
  const sent = JSON.stringify(Object.assign(order, JSON.parse(text)));
  const header = parse("header", sent);
  checkReferences("header", header);
  checkHeader(sent, header);
  const alg = header.get("alg");
  const isSame = stringify(parse("header", text)) === sent;
  return {
    text: isSame ? text : JSON.stringify(JSON.parse(sent), null, 2),
    algorithm: typeof alg === "string" ? alg : undefined,
  };
}

function checkHeader(sent: string, header: JsonObject): void {
  if (/[^\x20-\x7e]/.test(sent)) throw new Refusal("its header has characters that were not sent right");
  if (header.has("crit") || header.has("b64")) throw new Refusal("its header has crit or b64");
  if ([...header.keys()].some((name) => /^\d+$/.test(name)))
    throw new Refusal("its header has a member whose name is a number, and comes in another order here");
}

function parse(part: "payload" | "header", text: string): JsonObject {
  try {
    return parseObject(part === "payload" ? "claims" : part, fillTags(text));
  } catch {
    throw new Refusal(`its ${part} is no JSON object, or has a member twice`);
  }
}

/** Text that stands for something here did not there. */
function checkReferences(part: string, json: Json): void {
  if (typeof json === "string") {
    if (plainText(json) === json) return;
    throw new Refusal(
      `its ${part} has ${JSON.stringify(json)}, which stands for something here: type $$ for $`,
    );
  }
  const inner = json instanceof Map ? [...json.values()] : Array.isArray(json) ? json : [];
  for (const value of inner) checkReferences(part, value);
}
