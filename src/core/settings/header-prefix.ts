import { JwtAuthError } from "../lib/errors";

const PRINTABLE = /^[\x20-\x7e]*$/;

/** A JWT, or what stands for one in documentation: `<token>`, `{{token}}`, `[token]`, `$token`, `%s`, `...`. */
const TOKENS = [
  /eyJ[\w-]|<[^<>]*>|\{[^{}]*\}|\[[^[\]]*\]|\$\{?\w|%s|\.{3}|…/,
  /\byour[ _-]?(?:jwt|token|access)/i,
  // Nothing but the token follows this scheme (RFC 6750 section 2.1).
  /^bearer +[^\s=][^=\r\n]*$/i,
];

/** The name of the usual header, as a word of its own. */
const AUTHORIZATION = /(?<![\w-])(?:[\w-]+-)?authorization(?![\w-])/i;

/** A name before a colon, with what is around it in commands and code, and what follows it. */
const NAMED = /^(?:(?:-H|--header)\s)?[\s"'`]*([\w-]+)["'`]?\s*:(.?)/;

/**
 * Checks what precedes the token in a header.
 *
 * @param headerName the header that is set
 * @throws JwtAuthError if it cannot be sent, or contains what is added automatically
 */
export function checkPrefix(prefix: string, headerName: string): string {
  const fail = (problem: string) => new JwtAuthError("headerPrefix", problem);
  const [, name = "", next = ""] = NAMED.exec(prefix) ?? [];
  const isHeader = name.toLowerCase() === headerName.toLowerCase() || /\w-\w/.test(name) || /\s/.test(next);
  if (name !== "" && (isHeader || AUTHORIZATION.test(name)))
    throw fail("Contains the name of a header. Enter only the part after the colon, or none.");
  if (/^(["'`]).*\1$/.test(prefix)) throw fail("Has quotes around it. Remove them.");
  if (TOKENS.some((token) => token.test(prefix)))
    throw fail(
      "Contains a token or a placeholder, but the token is added automatically. Enter only what precedes it, such as Bearer.",
    );
  if (AUTHORIZATION.test(prefix))
    throw fail("Contains the name of a header. Enter only the part after it, such as Bearer, or none.");
  if (PRINTABLE.test(prefix)) return prefix;
  throw fail(
    "Contains a character that isn't allowed in a header. Use ASCII letters, digits, and punctuation.",
  );
}
