import { PASSPHRASE, pem } from "../support/keys";
import type { RealInput } from "./case";

const RSA = pem("rsa.pkcs8.pem");
const LINES = RSA.trim().split("\n");

const signs = (input: string, key: string, more: object = {}): RealInput => ({
  input,
  values: { algorithm: "RS256", issuer: "me", key, ...more },
  gets: 'RS256 {"iss":"me"}',
});

const lines = (change: (line: string, at: number) => string, separator = "\n"): string =>
  LINES.map(change).join(separator);

/** A PEM after what people do to it. */
export const pems: Record<string, RealInput[]> = {
  "a PEM with damaged dashes": [
    signs("em dashes, as macOS writes two hyphens", RSA.replaceAll("-----", "——-")),
    signs("en dashes", RSA.replaceAll("-----", "–––––")),
    signs("a missing dash at the start", RSA.replace("-----BEGIN", "----BEGIN")),
    signs("a missing dash at the end", RSA.trim().slice(0, -1)),
    signs("spaces between the dashes and the words", RSA.replaceAll(/-----(.*)-----/g, "----- $1 -----")),
    signs("a dash too many", RSA.replaceAll("-----", "------")),
    signs("BEGIN and END lines without dashes", RSA.replaceAll("-----", "")),
    signs(
      "BEGIN and END lines in lowercase",
      RSA.replaceAll(/-----.*-----/g, (line) => line.toLowerCase()),
    ),
    signs("different labels", RSA.replace("BEGIN PRIVATE", "BEGIN RSA PRIVATE")),
    signs("no END line, although the key is whole", LINES.slice(0, -1).join("\n")),
  ],
  "a PEM with damaged line breaks": [
    signs("an n for each line break", RSA.trim().replaceAll("\n", "n")),
    signs("rn for each line break", RSA.trim().replaceAll("\n", "rn")),
    {
      ...signs("an n for each line break of an Ed25519 key", ""),
      values: { algorithm: "EdDSA", key: pem("ed25519.pkcs8.pem").trim().replaceAll("\n", "n") },
      gets: "EdDSA {}",
    },
    signs("a backslash at the end of each line", RSA.trim().replaceAll("\n", "\\\n")),
    signs("doubled escapes", RSA.trim().replaceAll("\n", "\\\\n")),
    signs(
      "the tags of a web page",
      `<pre>${RSA.trim().replaceAll("\n", '</span><span class="line">')}</pre>`,
    ),
    signs("br tags", RSA.trim().replaceAll("\n", "<br/>")),
    signs("zero-width spaces", RSA.replaceAll("\n", "\u200b\n")),
  ],
  "a PEM with escapes": [
    signs(
      "escapes of JSON",
      RSA.replaceAll("=", "\\u003d").replaceAll("+", "\\u002b").replaceAll("\n", "\\u000a"),
    ),
    signs(
      "escapes of HTML",
      RSA.replaceAll("+", "&#43;").replaceAll("/", "&#x2F;").replaceAll("\n", "&#10;"),
    ),
    signs("percent-encoding", encodeURIComponent(RSA)),
    signs("percent-encoding twice", encodeURIComponent(encodeURIComponent(RSA))),
    signs("the encoding of forms", new URLSearchParams({ "": RSA }).toString().slice(1)),
    signs(
      "strings that are joined in source code",
      lines((line) => `"${line}\\n"`, " +\n"),
    ),
    signs("strings in Python", `(${lines((line) => `'${line}\\n'`)})`),
    signs("a list of lines in JSON", JSON.stringify(LINES)),
  ],
  "a PEM whose plus signs became spaces": [
    signs("with its line breaks", RSA.replaceAll("+", " ")),
    signs(
      "with its line breaks, and without spaces at the ends of lines",
      lines((line) => line.replaceAll("+", " ").trimEnd()),
    ),
    signs("on one line", `${LINES[0]}${LINES.slice(1, -1).join("").replaceAll("+", " ")}${LINES.at(-1)}`),
    signs("with a space for each line break, too", RSA.trim().replaceAll("\n", " ").replaceAll("+", " ")),
  ],
  "a PEM with other text in it": [
    signs("a comment", LINES.toSpliced(1, 0, "# my key").join("\n")),
    signs("headers", LINES.toSpliced(1, 0, "Comment: my key", "X-Owner: me", "").join("\n")),
    signs("a comment between two lines", LINES.toSpliced(5, 0, "// copied from the wiki").join("\n")),
    signs(
      "the marks of a quoted email",
      lines((line) => `> ${line}`),
    ),
    signs(
      "line numbers",
      lines((line, at) => `${at + 1}  ${line}`),
    ),
    signs("the prompt of a shell", `$ cat key.pem\n${RSA.trim()}%`),
    signs(
      "a line that Yandex puts before it",
      `PLEASE DO NOT REMOVE THIS LINE! Yandex.Cloud SA Key ID <aje0>\n${RSA}`,
    ),
    signs(
      "an encrypted one with the marks of a quoted email",
      pem("rsa.pkcs1.aes.pem").trim().replaceAll(/^/gm, "> "),
      { passphrase: PASSPHRASE },
    ),
    {
      ...signs("a missing line", LINES.toSpliced(3, 1).join("\n")),
      gets: "Private Key: This key is incomplete: part of it is missing. Copy it again, down to the last line.",
    },
    {
      input: "an Ed25519 key without its last two characters, which says nothing about its public key",
      values: { algorithm: "EdDSA", key: pem("ed25519.pkcs8.pem").replace(/..(?=\n-----END)/, "") },
      gets: "Private Key: This key is incomplete: part of it is missing. Copy it again, down to the last line.",
    },
    {
      ...signs("two different keys", RSA + pem("rsa-other.pkcs8.pem")),
      gets: "Private Key: Found 2 private keys. Paste only the one to sign with.",
    },
    signs("the same key twice", RSA + RSA),
    {
      ...signs("half of it", RSA.slice(0, 800)),
      gets: "Private Key: This private key is incomplete: its BEGIN or END line is missing. Copy the whole file.",
    },
  ],
};
