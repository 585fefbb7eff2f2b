import { allReferenceNames, REFERENCE, referenceNames } from "./reference-syntax";

/** A dollar sign, alone or doubled, and the name after it. */
const NAME = /(?:\$\$)+|\$([A-Za-z]\w{0,40}(?:[.-]\w{1,40}){0,3})/g;
const WORD_BEFORE = /[\p{L}\p{N}]$/u;
const REFERENCE_HERE = new RegExp(REFERENCE.source, "y");

/** What other clients and the claims call what has a name here. */
const OTHER_NAMES: Record<string, string> = {
  ...{
    timestamp: "now",
    isotimestamp: "now",
    unixtimestamp: "now",
    unixtime: "now",
    time: "now",
    epoch: "now",
  },
  ...{ date: "now", iat: "now", guid: "uuid", uuidv4: "uuid", randomuuid: "uuid", jti: "uuid" },
  ...{ timestampms: "now.ms", unixms: "now.ms", epochms: "now.ms", millis: "now.ms", milliseconds: "now.ms" },
  ...{ nonce: "random.hex16", randomhex: "random.hex16", jwk: "key.jwk", publickey: "key.jwk" },
  ...{ iss: "issuer", sub: "subject", aud: "audience", kid: "keyId", method: "request.method" },
  ...{ url: "request.url", host: "request.host", path: "request.path", query: "request.query" },
  ...{ requesturi: "request.pathWithQuery", bodyhash: "request.body.sha256" },
};

/** The first `$name` in a text that is signed as it is, because there is no such placeholder, and the one that is most like it. */
export function findUnknownName(text: string): { name: string; nearest?: string } | undefined {
  if (!text.includes("$")) return undefined;
  for (const { 0: found, 1: name, index } of text.matchAll(NAME)) {
    if (name === undefined || WORD_BEFORE.test(text.slice(Math.max(index - 2, 0), index))) continue;
    REFERENCE_HERE.lastIndex = index;
    if (!REFERENCE_HERE.test(text)) return { name: found, nearest: nearestTo(name) };
  }
  return undefined;
}

const plain = (name: string): string => name.toLowerCase().replace(/[_.-]/g, "");
const known = new Map(allReferenceNames.map((name) => [plain(name), name]));

function nearestTo(name: string): string | undefined {
  const wanted = plain(name);
  const same = known.get(wanted) ?? (Object.hasOwn(OTHER_NAMES, wanted) ? OTHER_NAMES[wanted] : undefined);
  if (same !== undefined) return `$${same}`;
  // `$nowUtc` and `$uuid4` are `$now` and `$uuid` with something added.
  const part = referenceNames.find(
    (candidate) => name.startsWith(candidate) && /[A-Z\d_-]/.test(name.charAt(candidate.length)),
  );
  const near = part ?? [...known].find(([candidate]) => isNear(candidate, wanted))?.[1];
  return near === undefined ? undefined : `$${near}`;
}

const MIN_CHARS = 5;

/** Whether two names differ in one letter: another one, one more, or one less, or two that are swapped. */
function isNear(a: string, b: string): boolean {
  if (Math.min(a.length, b.length) < MIN_CHARS || Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  const [restA, restB] = [a.slice(start), b.slice(start)];
  const isSwapped = restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2);
  return (
    isSwapped || restA.slice(1) === restB || restA === restB.slice(1) || restA.slice(1) === restB.slice(1)
  );
}
