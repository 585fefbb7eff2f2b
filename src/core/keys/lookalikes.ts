import type { FieldName } from "../../field-name";
import { JwtAuthError } from "../lib/errors";
import { repair } from "../lib/repair";
import { isPublicMaterial, isPublicSecret } from "./public-material";

/** What people paste in place of a secret. */
interface Lookalike {
  words: string;
  remedy: string;
  signs: RegExp[];
}

const PUBLIC = {
  words: "part of a key or a public key",
  remedy: "Paste the whole private key",
};

/** The endings of key files. */
const FILES = "pem|key|p8|p12|pfx|jks|keystore|json|crt|cer|der|ppk|txt|env";

/** By their signs in text. Each of them would be an odd secret, and can be used as one if an algorithm is selected. */
const LOOKALIKES: Lookalike[] = [
  {
    words: "a token",
    remedy: "Paste the key that signs it",
    // The header of a JWT starts with a brace, and some tools put white space after it.
    signs: [/(?:^|[\s"'=:])e(?:yJ|yA|wo|w0)[\w-]{8,}(?:\.|$)/],
  },
  {
    words: "a variable without a value",
    remedy: "Set the variable in Yaak",
    signs: [
      // Handlebars, JavaScript, shells, Ruby, Django, ERB, Windows, and what people type in place of a value.
      /\{\{\s*[\w.$-]+\s*\}\}|[$#%]\{\s*\[?[\w .:-]+\]?\s*\}|\$\([\w .-]+\)|\{%[^%]+%\}|<%[^%]+%>/,
      /(?:\$\{|\{\{)\s*\[?\s*[A-Za-z_][\w.-]*$/,
      /^(?:\{[\w .-]+\}|\[\[.+\]\]|<[\w .-]+>|%[\w-]+%|__\w+__)$/,
      /^\$(?:env:\w+|[A-Za-z]+(?:_[A-Za-z\d]+)+)$/i,
      /^(?:process\.env|os\.environ|env|secrets|vars)\b[.[]/,
      /^@Microsoft\.KeyVault\(|^arn:aws:|^(?:op|vault|keychain|secret):\/\//,
      /^(?:undefined|null|none|nil|nan|\[object \w+\]|\[redacted\]|[*•●x]{4,})$/i,
    ],
  },
  {
    words: "a file path",
    remedy: "Select the key file",
    signs: [
      /^(?:~|\.{1,2}|[A-Za-z]:|\$HOME|%USERPROFILE%)[\\/][\w\s.\\/~@+-]+$|^file:|^[\\/](?:run|etc|var|home|users|opt|usr)[\\/]/i,
      new RegExp(`^@?[\\w.~@+\\\\/-]+\\.(?:${FILES})$|(?:^|[\\\\/])id_(?:rsa|dsa|ecdsa|ed25519)$`, "i"),
    ],
  },
  { words: "a URL", remedy: "Paste the key itself", signs: [/^\s*https?:\/\//i] },
  {
    words: "a fingerprint",
    remedy: "Paste the key itself",
    signs: [/^(?:SHA256:|MD5:|sha256\/)[\w+/:=-]+$|^(?:[\da-f]{2}:){15,}[\da-f]{2}$/i],
  },
  {
    ...PUBLIC,
    signs: [
      // Lines of a PEM without its first and last one. Fewer lines can be those of a secret that OpenSSL wrote in base64.
      /^(?:[A-Za-z\d+/]{1,63}\s+)?(?:[A-Za-z\d+/]{64}\s+){6,}[A-Za-z\d+/]+={0,2}$/,
      // The start of DER and of an OpenSSH key in base64, even if there is a wrong character later, or of DER in an escaped string.
      /^MI[GHI][A-Za-z\d+/]{32}|^MI[GHI][A-Za-z]\S[\s\S]{160}|^M(?:HcC|C4C|FEC)AQ|b3BlbnNzaC1rZXkt|\\x30\\x8/,
      /-{2,}\s*begin /i,
    ],
  },
];

/** How Java keystores and the key blobs of Windows start, in hex. */
const STORES = /^(?:feedfeed|cececece|0[67]02000000|1ef1b5b0|454353[34][1-6]|52534131)/;

/** How OpenPGP packets start, in hex. Short secrets can start like one by chance. */
const PACKETS = /^(?:9[4589]\w{2,6}0[3-6]|c[56]\w{2,6}0[3-6])/;
const MIN_PACKET_BYTES = 100;

/**
 * Checks that what is not a private key can be a secret. With something public as the secret, others could sign tokens, and nobody
 * would notice.
 *
 * @throws JwtAuthError that says what it looks like
 */
export function checkIsSecret(field: FieldName, material: string | Buffer): void {
  const text = typeof material === "string" ? repair(material) : "";
  if (material.length > MAX_SECRET_CHARS) throw looksLike(field, TOO_LONG);
  const found = LOOKALIKES.find(({ signs }) => signs.some((sign) => sign.test(text)));
  if (found) throw looksLike(field, found);
  if (isStore(material)) throw looksLike(field, STORE);
  if (typeof material === "string" ? isPublicMaterial(text) : isPublicSecret(material))
    throw looksLike(field, PUBLIC);
}

/** {@link checkIsSecret}, for the bytes of a secret once it is decoded. */
export function checkIsSecretBytes(field: FieldName, bytes: Buffer): void {
  if (isStore(bytes)) throw looksLike(field, STORE);
  if (isPublicSecret(bytes)) throw looksLike(field, PUBLIC);
}

const STORE = { words: "a keystore", remedy: "Export its private key as PEM" };
const TOO_LONG = { words: "a whole file", remedy: "Paste only the secret" };

/** Longer than any secret. */
const MAX_SECRET_CHARS = 16_000;

function isStore(material: string | Buffer): boolean {
  const bytes = typeof material === "string" ? Buffer.from(material, "base64") : material;
  const start = bytes.toString("hex", 0, 8);
  return STORES.test(start) || (bytes.length >= MIN_PACKET_BYTES && PACKETS.test(start));
}

const looksLike = (field: FieldName, { words, remedy }: Pick<Lookalike, "words" | "remedy">) =>
  new JwtAuthError(
    field,
    `This looks like ${words}, not a secret. ${remedy}, or choose HS256 to use it as a secret.`,
  );
