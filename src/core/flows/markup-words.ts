/** Where a page's title and an error's message are. */
const MAX_READ_CHARS = 64 * 1024;

/** A page's title, or else its first heading. */
const TITLES = [/<title[^<>]*>([^<]*)/i, /<h[1-3][^<>]*>(.{0,500}?)<\/h/is];

/** Elements of errors in XML, with any prefix: SOAP, and those of services. */
const ELEMENT =
  /<(?:[\w.-]{1,40}:)?(?:faultstring|text|message|msg|error|error_?description|error_?message|description|reason|detail|title|code)(?:\s[^<>]*)?>([^<>]*)(?=<)/gi;

const NAMED: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
};

/** What a web page or XML says, and whether it is a page. Empty if it says nothing. */
export function markupWords(markup: string): { words: string[]; isPage: boolean } {
  const read = markup.slice(0, MAX_READ_CHARS).replace(/<!\[CDATA\[|\]\]>/g, "");
  const isPage = /<(?:!doctype html|html|head|body|title|h[1-3])\b/i.test(read);
  if (!isPage) return { words: Array.from(read.matchAll(ELEMENT), ([, text = ""]) => plain(text)), isPage };
  for (const pattern of TITLES) {
    const text = plain(pattern.exec(read)?.[1] ?? "");
    if (text) return { words: [text], isPage };
  }
  return { words: [], isPage };
}

/** Text without tags, and with its character references replaced. */
const plain = (text: string): string =>
  text
    .replace(/<[^<>]*>/g, " ")
    .replace(/&#(\d{1,6});|&(amp|lt|gt|quot|apos|nbsp);/g, (_, code, name) =>
      code ? String.fromCodePoint(Number(code)) : (NAMED[name] ?? ""),
    )
    .trim();
