import { unescapeText } from "../lib/repair";
import { isPublicBytes } from "../material/public-bytes";

/**
 * Whether text is, or contains, what others know: a public key, a certificate, a fingerprint, or a URL, in any format and
 * encoding. As a shared secret, it would let anyone who has it sign tokens: the oldest attack on JWT libraries. A private key
 * counts too, because it contains its public key.
 */
export function isPublicMaterial(pasted: string): boolean {
  const known = new Set([pasted]);
  // The set grows while it is read.
  for (const text of known) {
    if (known.size > MAX_PIECES || isUrlLike(text) || isKeyLike(text)) return true;
    for (const piece of piecesOf(text)) {
      if (isPublicBytes(piece)) return true;
      const inner = piece.toString("latin1");
      if (inner.length >= MIN_PIECE_CHARS && !CONTROL.test(inner)) known.add(inner);
    }
  }
  return false;
}

/** A URL, even without its scheme. */
export const isUrlLike = (text: string): boolean =>
  /^\s*[a-z][a-z\d+.-]*:\/\/\S|^\s*\/\/[\w-]+\.|^\s*https?:|\/\.well-known\//i.test(text);

const isKeyLike = (text: string): boolean =>
  SIGNS.some((signs) => signs.every((sign) => sign.test(text))) || /^\s*\d{300,}\s*$/.test(text);

/** A name in JSON, YAML, or the output of OpenSSL, even if they are damaged. */
const named = (names: string) => `(?:^|[{,;\\s"'<])(?:${names})["']?\\s*[:=]\\s*["']?`;

/** What only public keys and what contains them have: all of the patterns of one line. */
const SIGNS = [
  // PEM, SSH2, and PGP, with any dashes and spaces.
  [/BEGIN[\sA-Z0-9_-]{0,40}(?:KEY|CERTIFICATE|REQUEST|PKCS7|CMS)/],
  // OpenSSH, by its names and by their bytes in base64.
  [/(?:ssh-(?:rsa|dss|ed25519|ed448)|ecdsa-sha2-|sk-(?:ssh|ecdsa)-)/i],
  [/AAAA(?:B3NzaC1|C3NzaC1|E2VjZHNh|G3NrL|IGVjZH|InNrL)/],
  // XML, as .NET and SAML write it.
  [/<\s*(?:\w{1,20}:)?(?:RSA|DSA|EC)?(?:KeyValue|Modulus|X509Data|X509Certificate|PublicKey)\b/i],
  // JWKs and JWK sets.
  [new RegExp(named("kty|crv|jwks|x5c|x5t|x5t#S256"), "i")],
  [new RegExp(`${named("keys")}[[{]`)],
  // The numbers of a key.
  [
    new RegExp(`${named("n|modulus")}[\\w+/:-]{20}`, "i"),
    new RegExp(named("e|exponent|public_?exponent"), "i"),
  ],
  [new RegExp(`${named("x")}[\\w+/:-]{20}`), new RegExp(`${named("y")}[\\w+/:-]{20}`)],
  // Fingerprints.
  [/(?:[\da-f]{2}:){15}[\da-f]{2}/i],
  [/\b(?:SHA256|MD5):[\w+/:]{40}/],
];

/** More pieces than any secret has. */
const MAX_PIECES = 1000;

/** Shorter text contains no key. */
const MIN_PIECE_CHARS = 20;

/** What text does not contain, unlike the bytes of a secret. */
const CONTROL = /(?![\t\r\n])[\p{Cc}]/u;

/** The bytes of what can be decoded in text: hex, base64, percent-encoding, and quoted strings. */
function* piecesOf(text: string): Generator<Buffer> {
  const joined = unescapeText(text).replace(/[\s"'`]+/g, "");
  const hex = joined.replace(/^0x|[:-]/gi, "");
  if (hex.length % 2 === 0 && /^[\da-f]+$/i.test(hex)) yield Buffer.from(hex, "hex");
  else for (const [run] of joined.matchAll(/[\w+/-]{24,}/g)) yield Buffer.from(run, "base64");
  for (const [, string = ""] of text.matchAll(/"([^"\\]*(?:\\.[^"\\]*)*)"/gs))
    yield Buffer.from(unquote(string));
  if (/%[\da-f]{2}/i.test(text)) yield Buffer.from(unpercent(text));
}

function unquote(string: string): string {
  try {
    return JSON.parse(`"${string}"`);
  } catch {
    return unescapeText(string);
  }
}

const unpercent = (text: string): string =>
  text.replace(/%([\da-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
