import { unescapeText } from "../lib/repair";

/** Whether text has the BEGIN line of a private key, whatever became of its dashes and spaces. */
export const mentionsPrivateKey = (text: string): boolean => /BEGIN[\s\w+%-]{0,40}PRIVATE/i.test(text);

/**
 * Repairs what copying does to a PEM (RFC 7468) outside of its base64: escapes of JSON, HTML, and URLs, characters that nobody
 * sees, and dashes that are missing or typographic. Text without BEGIN and END lines is returned with its escapes undone.
 */
export function repairPem(pasted: string): string {
  const text = unescapeText(pasted);
  if (!/BEGIN|END/i.test(text)) return text;
  const plain = unquoteMail(undoEscapes(text))
    .replace(/\p{Pd}|\u2212/gu, "-")
    .replace(/\p{Cf}/gu, "");
  // Between two lines without a line break, there are ten dashes.
  return repairEdges(plain.replace(/-{6,}/g, ({ length }) => "-".repeat(length < 8 ? 5 : 10)));
}

/** Each line of a quoted message starts with a mark. */
function unquoteMail(text: string): string {
  const lines = text.split("\n");
  const isQuoted = lines.every((line) => line.startsWith(">") || line.trim() === "");
  return isQuoted ? lines.map((line) => line.replace(/^> ?/, "")).join("\n") : text;
}

const fromHex = (digits: string): string => String.fromCharCode(Number.parseInt(digits, 16));

/** The escapes of a kind, and the character that one of them stands for. None of them are part of base64. */
const ESCAPES: [pattern: RegExp, meaning: (digits: string) => string][] = [
  [/(?<!\\)\\+u([\da-f]{4})/gi, fromHex],
  [/(?<!\\)\\+x([\da-f]{2})/gi, fromHex],
  [/&#x([\da-f]{1,4});/gi, fromHex],
  [/&#(\d{1,5});/g, (digits) => String.fromCharCode(Number(digits))],
  [/&nbsp;|<\/?[a-z][^<>]{0,200}>/gi, () => "\n"],
  [/&quot;/g, () => '"'],
  [/&plus;/g, () => "+"],
  [/&equals;/g, () => "="],
  [/&sol;/g, () => "/"],
  // Quoted-printable.
  [/=3D/g, () => "="],
];

function undoEscapes(text: string): string {
  let undone = text;
  for (const [pattern, meaning] of ESCAPES)
    undone = undone.replace(pattern, (_escape, digits) => meaning(String(digits)));
  return undoPercents(undoPercents(undone));
}

/** In the body of a form, a space is a plus sign, and a plus sign is escaped. */
function undoPercents(text: string): string {
  if (!/%[\da-f]{2}/i.test(text)) return text;
  const spaced = /BEGIN\+/i.test(text) ? text.replaceAll("+", " ") : text;
  return spaced.replace(/%([\da-f]{2})/gi, (_escape, digits) => fromHex(digits));
}

/** A BEGIN or END line, whatever became of its dashes and spaces. SSH2 has a format of its own, with four dashes. */
const BROKEN_EDGE =
  /(-{0,5})[ \t]{0,3}\b(BEGIN|END)((?:[\s_+]{1,3}(?!SSH2)[A-Z\d]{1,12}){0,4}?[\s_+]{1,3}(?:PRIVATE)?(?:KEY|CERTIFICATE|CERTIFICATE[\s_+]{1,3}REQUEST|KEY[\s_+]{1,3}BLOCK))\b(?![\s_+]{1,3}(?:REQUEST|BLOCK))[ \t]{0,3}(-{0,5})/gi;

function repairEdges(text: string): string {
  return text.replace(
    BROKEN_EDGE,
    (line, before: string, edge: string, label: string, after: string, at: number) => {
      const isAlone =
        /^[\r\n]?$/.test(text.charAt(at - 1)) && /^[\r\n]?$/.test(text.charAt(at + line.length));
      // Prose can have these words, too.
      if (!before && !after && !isAlone) return line;
      const words = label
        .toUpperCase()
        .replace(/[\s_+]+/g, " ")
        .replace("PRIVATEKEY", "PRIVATE KEY");
      return `-----${edge.toUpperCase()}${words}-----`;
    },
  );
}
