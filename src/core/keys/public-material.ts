import { unescapeText } from "../lib/repair";
import { isPublicBytes } from "../material/public-bytes";

/**
 * Whether text is, or contains, what others know: a public key, a certificate, a fingerprint, or a URL, in any format and
 * encoding. As a shared secret, it would let anyone who has it sign tokens: the oldest attack on JWT libraries. A private key
 * counts too, because it contains its public key.
 */
export function isPublicMaterial(pasted: string): boolean {
  const known = new Set([pasted]);
  let chars = 0;
  let pieces = 0;
  // The set grows while it is read.
  for (const text of known) {
    chars += text.length;
    const isTooMuch = known.size > MAX_PIECES || chars > Math.max(MAX_CHARS, pasted.length);
    if (isTooMuch || isUrlLike(text) || isKeyLike(text)) return true;
    for (const piece of piecesOf(text)) {
      if (++pieces > MAX_PIECES || isPublicBytes(piece)) return true;
      // UTF-16 is text with zeros.
      const inner = piece.toString("latin1").replaceAll("\0", "");
      if (inner.length >= MIN_PIECE_CHARS && isText(inner)) known.add(inner);
    }
  }
  return false;
}

/** {@link isPublicMaterial}, for the bytes of a secret once it is decoded. */
export const isPublicSecret = (bytes: Buffer): boolean =>
  isPublicBytes(bytes) ||
  IDENTIFIERS.some((identifier) => bytes.includes(identifier, 0, "hex")) ||
  // UTF-16 is text with zeros.
  isPublicMaterial(bytes.toString("latin1").replaceAll("\0", ""));

/** A URL, even without its scheme, or text around one. `base64:` is how frameworks write secrets. */
export const isUrlLike = (text: string): boolean =>
  /^\s*(?!base64:)[a-z][a-z\d+.-]*:\/\/\S|^\s*\/\/[\w-]+\.|https?:\/\/[\w[]|^\s*https?:|\/\.well-known\/|\/jwks\b/i.test(
    text,
  );

const isKeyLike = (text: string): boolean =>
  SIGNS.some((signs) => signs.every((sign) => sign.test(text))) ||
  hasLongNumber(text) ||
  hasKeyIdentifier(text);

/** A modulus in decimal digits, even on several lines. */
const hasLongNumber = (text: string): boolean =>
  text
    .replace(/\s+/g, "")
    .split(/\D+/)
    .some((digits) => digits.length >= 300);

/** The object identifiers of RSA, EC, Ed25519, and ML-DSA keys in DER, which nothing else contains. */
const IDENTIFIERS = ["2a864886f70d0101", "2a8648ce3d0201", "06032b6570", "60864801650304031"];

/** Whether text is DER in base64, hex, or a list of numbers, whatever is between its digits. */
function hasKeyIdentifier(text: string): boolean {
  const base64 = text.replace(/[^\w+/-]+/g, "");
  const hex = text.replace(/0x|\\x|%/gi, " ").replace(/[^\da-f]+/gi, "");
  const readings = [
    ...[0, 1, 2, 3].map((offset) => Buffer.from(base64.slice(offset), "base64").toString("hex")),
    hex.toLowerCase(),
    Buffer.from(numbersIn(text)).toString("hex"),
  ];
  return readings.some((reading) => IDENTIFIERS.some((identifier) => reading.includes(identifier)));
}

/** A list of bytes in decimal. */
const numbersIn = (text: string): number[] =>
  Array.from(text.matchAll(/(?<!\d)\d{1,3}(?!\d)/g), ([number]) => Number(number));

/** A name in JSON, YAML, or the output of OpenSSL, even if they are damaged. */
const named = (names: string) => `(?:^|[{,;\\s"'<])(?:${names})["']?\\s*[:=]\\s*["']?`;

/** What only public keys and what contains them have: all of the patterns of one line. */
const SIGNS = [
  // PEM, SSH2, and PGP, with any dashes and spaces.
  [/BEGIN[\sA-Z0-9_+#%-]{0,40}(?:KEY|CERTIFICATE|REQUEST|PKCS ?#?7|CMS)/],
  [/(?:PUBLIC|PRIVATE)[\s+]KEY-{2}|CERTIFICATE-{2}/],
  // OpenSSH, by its names and by their bytes in base64.
  [/(?:ssh-(?:rsa|dss|ed25519|ed448)|ecdsa-sha2-|sk-(?:ssh|ecdsa)-)/i],
  [/AAAA(?:B3NzaC1|C3NzaC1|E2VjZHNh|G3NrL|IGVjZH|InNrL)/],
  // XML, as .NET and SAML write it.
  [/<\s*(?:\w{1,20}:)?(?:RSA|DSA|EC)?(?:KeyValue|Modulus|X509Data|X509Certificate|PublicKey)\b/i],
  // JWKs and JWK sets, in any language.
  [new RegExp(named("kty|crv|jwks|x5c|x5t|x5t#S256"), "i")],
  [/\b(?:kty|crv)\b\W{1,12}(?:RSA|EC|OKP|AKP|P-(?:256|384|521)|secp256k1|Ed25519|X25519|Ed448|X448)\b/i],
  [/(?:^|_)KTY\W{1,4}(?:RSA|EC|OKP|AKP)\b/im],
  [new RegExp(`${named("keys")}[[{]`)],
  // The numbers of a key, and what OpenSSL and other tools print.
  [new RegExp(`${named("n")}[\\w+/:-]{20}`, "i"), new RegExp(named("e|exponent|public_?exponent"), "i")],
  [new RegExp(`${named("x")}[\\w+/:-]{20}`), new RegExp(`${named("y")}[\\w+/:-]{20}`)],
  [/\bmodulus\W{0,4}[:=]\W{0,4}[\w+/:-]{20}/i],
  [/\bpublic[_ -]?key\b\W{1,5}[\w+/-]{20}/i],
  [/Public-Key:|^[ \t]*pub:[ \t]*$/m],
  [/^\W*(?:0x)?(?:0[23][\da-f]{64}|04[\da-f]{128})\W*$/i],
  // Microsoft's blobs, and decentralized identifiers.
  [/(?<![\w+/])(?:BgIAAACkAABSU0Ex|UlNBMQ|RUNTM|RUNLM)|did:(?:key|jwk):/],
  // Fingerprints.
  [/(?:[\da-f]{2}:\s*){15}[\da-f]{2}/i],
  [/\b(?:SHA256:|MD5:|sha256\/\/)[\w+/:]{40}/],
  [/\bsha256\/[\w+/-]{40}|\bpin-sha256\b/i],
  // The names of key types, as OpenSSL prints DER.
  [/:\s*(?:rsaEncryption|id-ecPublicKey|ED25519)\b/],
  [/\bfingerprint\b\W{0,4}[:=]\W{0,4}[\da-f]{2}/i],
];

/** More pieces than any secret has, and more text in all of them. Anything can be encoded again and again. */
const MAX_PIECES = 1000;
const MAX_CHARS = 256_000;

/** Shorter text contains no key. */
const MIN_PIECE_CHARS = 20;

/** Whether bytes can be text, and not those of a secret. The bytes of UTF-8 after the first are control characters here. */
const isText = (bytes: string): boolean => !/(?![\t\r\n])\p{Cc}/u.test(bytes.replace(/[\u0080-\u009f]/g, ""));

/** The bytes of what can be decoded in text: hex, base64, percent-encoding, and quoted strings. */
function* piecesOf(text: string): Generator<Buffer> {
  const joined = unescapeText(text).replace(/[\s"'`]+/g, "");
  const hex = joined.replace(/^0x|[:-]/gi, "");
  if (hex.length % 2 === 0 && /^[\da-f]+$/i.test(hex)) yield Buffer.from(hex, "hex");
  else for (const [run] of joined.matchAll(/[\w+/-]{24,}/g)) yield Buffer.from(run, "base64");
  // With a closing quote that is not optional, an unclosed string would be read again at each quote in it.
  for (const [, string = "", end] of text.matchAll(/"([^"\\]*(?:\\.[^"\\]*)*)("?)/gs))
    if (end) yield Buffer.from(unquote(string));
  yield Buffer.from(numbersIn(text));
  yield Buffer.from(
    Array.from(text.matchAll(/0x([\da-f]{2})\b/gi), ([, byte]) => Number.parseInt(`${byte}`, 16)),
  );
  if (/%[\da-f]{2}/i.test(text)) yield Buffer.from(unpercent(text), "latin1");
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
