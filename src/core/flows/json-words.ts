/** How deep errors are nested at most. */
const MAX_LEVELS = 6;

/** How many items of a list are read. One says what is wrong. */
const MAX_ITEMS = 3;

/** Objects that can wrap an error, besides those with known names. */
const MAX_WRAPPERS = 20;

/** Names of codes, in lowercase without separators. `error` is one in OAuth (RFC 6749 section 5.2), and a sentence elsewhere. */
const CODES = ["errorcode", "code", "errcode", "error", "status"];

/** Names of texts: RFC 6749, RFC 9457, and those of services and frameworks. */
const TEXTS = [
  ...["title", "errorsummary", "errordescription", "errormessage", "message", "detail"],
  ...[
    "errordetail",
    "faultstring",
    "msg",
    "errormsg",
    "errmsg",
    "diagnostics",
    "description",
    "reason",
    "exception",
  ],
  ...["details", "text", "errors", "messages", "errordetails", "developermessage"],
  ...["usermessage", "statusmessage", "fault", "hint", "cause"],
];

/** Names of objects and lists that say more. */
const NESTED = [
  ...["error", "errors", "issue", "fault", "errorcauses", "detail", "details", "message", "messages"],
  ...["reason", "reasons", "innererror", "exception", "cause", "response", "result", "data"],
  ...["body", "status"],
];

/** Lists of texts by the name of the field that they are about. */
const BY_FIELD = new Set(["errors", "error", "details", "messages"]);

type Members = ReadonlyMap<string, unknown>;

/**
 * What JSON says of an error: codes and texts, from the outside in, and none twice. Empty if it has no known property.
 *
 * @param isSuccess whether a lone `code` can be a one-time code, and a lone `status` says nothing
 */
export function jsonWords(json: unknown, isSuccess = false): string[] {
  const sentences = Array.isArray(json) ? json.filter(isSentence).slice(0, MAX_ITEMS) : [];
  const words = new Set([...sentences, ...read(json, MAX_LEVELS)]);
  const members = byName(Object(json));
  for (const name of isSuccess ? ["code", "status"] : [])
    if (words.size === 1) words.delete(String(members.get(name)));
  return [...words];
}

const isSentence = (item: unknown): item is string => typeof item === "string" && /\S\s/.test(item);

function read(json: unknown, levels: number): string[] {
  if (levels === 0 || typeof json !== "object" || json === null) return [];
  if (Array.isArray(json)) return json.slice(0, MAX_ITEMS).flatMap((item) => read(item, levels - 1));
  const members = byName(json);
  const nested = NESTED.flatMap((name) => readNested(name, members.get(name), levels - 1));
  const words = [...new Set([...codesIn(members), ...textsIn(members, levels), ...nested])];
  const link = members.get("erroruri");
  if (words.length <= 1 && typeof link === "string") words.push(link);
  return words.length > 0 ? words : readWrapped(members, levels - 1);
}

function byName(json: object): Members {
  const members = new Map<string, unknown>();
  for (const [name, value] of Object.entries(json)) {
    const plain = name.replace(/[\s_.-]+/g, "").toLowerCase();
    if (!members.has(plain)) members.set(plain, value);
  }
  return members;
}

function codesIn(members: Members): string[] {
  const codes = CODES.flatMap((name) => codeOf(members.get(name)) ?? []);
  // The code of OAuth comes first. Elsewhere, a sentence comes last.
  const error = codeOf(members.get("error"));
  const isCode = error !== undefined && /^[\w.:-]+$/.test(error);
  return isCode ? [error, ...codes] : codes;
}

/** Numbers that are an HTTP status, or nothing, say nothing more. */
function codeOf(value: unknown): string | undefined {
  if (typeof value === "string") return /^[\d\s]*$/.test(value) ? codeOf(Number(value)) : value;
  const isTelling = typeof value === "number" && value !== 0 && !(value >= 100 && value < 600);
  return isTelling ? String(value) : undefined;
}

const textsIn = (members: Members, levels: number): string[] =>
  TEXTS.flatMap((name) => {
    const value = members.get(name);
    if (typeof value !== "string") return [];
    return isJson(value) ? read(parse(value), levels - 1) : value;
  });

const isJson = (text: string): boolean => /^\s*[{[]/.test(text);

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readNested(name: string, value: unknown, levels: number): string[] {
  if (levels <= 0) return [];
  if (Array.isArray(value))
    return value
      .slice(0, MAX_ITEMS)
      .flatMap((item) => (typeof item === "string" ? item : readNested(name, item, levels - 1)));
  const words = read(value, levels);
  if (words.length > 0 || !BY_FIELD.has(name) || typeof value !== "object" || value === null) return words;
  return Object.entries(value)
    .slice(0, MAX_ITEMS)
    .flatMap(([field, texts]) => {
      const text = Array.isArray(texts) ? texts[0] : texts;
      return typeof text === "string" ? `${field}: ${text}` : [];
    });
}

/** What an object or list with any other name says. */
function readWrapped(members: Members, levels: number): string[] {
  let count = 0;
  for (const [name, value] of members) {
    if (typeof value !== "object" || value === null || NESTED.includes(name)) continue;
    if (++count > MAX_WRAPPERS) break;
    const words = read(value, levels);
    if (words.length > 0) return words;
  }
  return [];
}

/** Whether JSON says that something failed, instead of only describing something. */
export function isFailure(json: unknown): boolean {
  if (Array.isArray(json)) return true;
  const members = byName(Object(json));
  if (members.get("ok") === false || members.get("success") === false) return true;
  return Array.from(members).some(
    ([name, value]) => /^(?:err|fault|exception)/.test(name) && isFilled(value),
  );
}

/** Anything but an empty value, list, or object. */
const isFilled = (value: unknown): boolean =>
  typeof value === "object" && value !== null ? Object.keys(value).length > 0 : Boolean(value);
