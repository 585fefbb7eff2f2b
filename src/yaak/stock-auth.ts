import { createPrivateKey } from "node:crypto";
import { type Algorithm, algorithms } from "../core/algorithms";
import { isStrictJson, type Json, type JsonObject, parseObject, stringify } from "../core/json";
import { readSecret } from "../core/keys/secret";
import { plainText } from "../core/references";
import type { Values } from "../core/schema";

/** The auth type of the plugin that Yaak brings. */
export const STOCK_AUTH = "jwt";

/** What becomes of settings of the stock plugin: the same settings for this one, or why they would give another token. */
export type Conversion = { values: Values; notes: string[] } | { refusal: string };

/** What the stock plugin fills in where a setting was never touched. */
const DEFAULTS = {
  algorithm: "HS256",
  payload: '{\n  "foo": "bar"\n}',
  headers: "{}",
  location: "header",
  headerPrefix: "Bearer",
};

/** A setting that cannot be had here in the same way. */
class Refusal extends Error {}

/**
 * Turns settings of the stock plugin into settings that give the same token, byte for byte where the signature is. It adds no
 * `typ` and no times, signs the payload to the letter, and takes `alg` from the header JSON.
 *
 * @param stock as Yaak stores them
 */
export function fromStockAuth(stock: Values): Conversion {
  const text = (name: keyof typeof DEFAULTS) =>
    stock[name] === undefined || (stock[name] === null && name !== "payload")
      ? DEFAULTS[name]
      : String(stock[name]);
  const notes: string[] = [];
  try {
    const header = readHeader(text("headers"));
    const algorithm = algorithms.get(header.algorithm ?? text("algorithm"));
    if (!algorithm) throw new Refusal("its algorithm is none of this plugin's");
    checkPayload(text("payload"));
    const values = {
      algorithm: algorithm.name,
      ...convertKey(stock, algorithm, notes),
      tokenType: "none",
      issuedAt: "none",
      expiresIn: "none",
      claims: text("payload"),
      ...(header.text === undefined ? {} : { header: header.text }),
      ...convertPlacement(stock, text("location"), text("headerPrefix"), notes),
      ...(stock.disabled === undefined ? {} : { disabled: stock.disabled }),
    };
    return { values, notes };
  } catch (error) {
    if (error instanceof Refusal) return { refusal: error.message };
    throw error;
  }
}

/** Yaak fills in such tags when a request is sent; until then they stand where a value will. */
const TAG = /\$\{\[.*?\]\}/gs;
const hasTag = (text: string) => text.search(TAG) >= 0;

function parse(part: string, text: string): JsonObject {
  try {
    return parseObject("", text.replace(TAG, "0"));
  } catch {
    throw new Refusal(`its ${part} is no JSON object, or has a member twice`);
  }
}

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

function checkPayload(text: string): void {
  const payload = parse("payload", text);
  if (!isStrictJson(text.replace(TAG, "0")))
    throw new Refusal("its payload is no JSON that a server can read");
  checkReferences("payload", payload);
}

/** The header JSON that gives what the stock plugin sends, which is what JavaScript makes of it. */
function readHeader(text: string): { text?: string; algorithm?: string } {
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
  if (/[^\x20-\x7e]/.test(sent)) throw new Refusal("its header has characters that were not sent right");
  if (header.has("crit") || header.has("b64")) throw new Refusal("its header has crit or b64");
  if ([...header.keys()].some((name) => /^\d+$/.test(name)))
    throw new Refusal("its header has a member whose name is a number, and comes in another order here");
  const alg = header.get("alg");
  const isSame = stringify(parse("header", text)) === sent;
  return {
    text: isSame ? text : JSON.stringify(JSON.parse(sent), null, 2),
    algorithm: typeof alg === "string" ? alg : undefined,
  };
}

function convertKey(
  { secret, secretBase64 }: Values,
  algorithm: Algorithm,
  notes: string[],
): Record<string, string> {
  if (algorithm.family === "none") return {};
  if (typeof secret !== "string")
    throw new Refusal('it has no secret, and its tokens were signed with the word "undefined"');
  const isBase64 = secretBase64 === true;
  if (algorithm.family !== "hmac") {
    if (!isBase64) return { key: secret };
    if (hasTag(secret)) throw new Refusal("its private key is a variable that holds it in base64");
    return { key: Buffer.from(secret, "base64").toString() };
  }
  const encoding = isBase64 ? "base64" : "text";
  const asTyped = { key: secret, ...(isBase64 ? { keyEncoding: encoding } : {}) };
  if (hasTag(secret)) return asTyped;
  const bytes = Buffer.from(secret, isBase64 ? "base64" : "utf8");
  if (bytes.length === 0) throw new Refusal("it has no secret");
  if (isPrivateKey(bytes) || isReadAs(bytes, secret, encoding, algorithm)) return asTyped;
  notes.push("its secret is kept in base64, to the letter");
  return { key: bytes.toString("base64"), keyEncoding: "base64" };
}

/** With one for a secret the stock plugin sends nothing, and this one says why. */
function isPrivateKey(bytes: Buffer): boolean {
  try {
    return createPrivateKey(bytes).type === "private";
  } catch {
    return false;
  }
}

/** Whether this plugin takes a secret for the same bytes: it leaves off white space and quotes, and reads a JWK. */
function isReadAs(bytes: Buffer, text: string, encoding: string, algorithm: Algorithm): boolean {
  try {
    const source = { field: "key", text, encoding, passphrase: "", holdsId: false };
    return bytes.equals(readSecret(text, source, algorithm).bytes);
  } catch {
    return false;
  }
}

function convertPlacement(
  { name }: Values,
  location: string,
  prefix: string,
  notes: string[],
): Record<string, string> {
  const typed = typeof name === "string" && name !== "" ? name : undefined;
  if (location === "query") {
    if (typed !== typed?.trim()) throw new Refusal("its parameter has a name with space around it");
    return { placement: "query", ...(typed ? { queryName: typed } : {}) };
  }
  if (prefix.trim() === "none")
    throw new Refusal('its prefix is the word "none", which means no prefix here');
  // An untouched name came out as the default of a hidden field.
  if (name === undefined)
    notes.push(
      "it was sent as the header token by a mistake of the other plugin, and now goes as Authorization",
    );
  return {
    ...(typed ? { headerName: typed } : {}),
    ...(prefix.trim() === ""
      ? { headerPrefix: "none" }
      : prefix === DEFAULTS.headerPrefix
        ? {}
        : { headerPrefix: prefix }),
  };
}
