import { repair } from "../lib/repair";
import { isPublicMaterial, isPublicSecret } from "./public-material";
import { type Found, findStore } from "./stores";

export const TOKEN = "a token";

/** What people paste in place of a secret. */
interface Lookalike extends Found {
  signs: RegExp[];
}

const PUBLIC = {
  words: "part of a key or a public key",
  remedy: "Paste the whole private key",
};

// biome-ignore lint/suspicious/noTemplateCurlyInString: Yaak's template tags look like this
const VARIABLES = "Enter variables as ${[ name ]} in Yaak";

/** The endings of key files. */
const FILES = "pem|key|p8|p12|pfx|jks|keystore|json|crt|cer|der|ppk|txt|env";

/** By their signs in text. Each of them would be an odd secret, and can be used as one if an algorithm is selected. */
const LOOKALIKES: Lookalike[] = [
  {
    words: TOKEN,
    remedy: "Paste the key that signs it",
    // The header of a JWT starts with a brace, and some tools put white space after it.
    signs: [/(?:^|[\s"'=:])e(?:yJ|yA|wo|w0)[\w-]{8,}(?:\.|$)/],
  },
  {
    words: "a variable without a value",
    remedy: VARIABLES,
    signs: [
      // Handlebars, JavaScript, shells, Ruby, Django, ERB, Windows, and what people type in place of a value.
      // Amid other symbols, they are part of a secret.
      new RegExp(
        `^[\\w .:/@"'=-]*(?:${[
          "\\{\\{[\\w .$:-]{1,80}\\}{1,2}",
          "[$#%@]\\{\\s?\\[?[\\w .:-]{1,80}\\]?\\s?\\}",
          "\\$\\([\\w ./-]{1,80}\\)",
          "\\{%[^%]{1,80}%\\}",
          "<%[^%]{1,80}%>",
          "(?:\\$\\{|\\{\\{)\\s?\\[?\\s?[A-Za-z_][\\w.-]{0,80}$",
        ].join("|")})[\\w .:/@"'=-]*$`,
      ),
      // Not a GUID, which Windows writes in braces.
      /^(?:\{(?![\da-f-]{36}\}$)[\w .-]+\}|\[[A-Z][A-Z_ ]+\]|\[\[.+\]\]|<{1,2}[\w .-]+>{1,2}|%[\w-]+%|__\w+__)$/,
      /^\$(?:env:\w+|[A-Za-z]+(?:_[A-Za-z\d]+)+)$/i,
      /^(?:process\.env|os\.environ)\b[.[]|^(?:env|secrets|vars)\.[A-Z][A-Z\d_]*$|^(?:env|getenv)\(/,
      /^@Microsoft\.KeyVault\(|^arn:aws:|^(?:op|vault|keychain|secret):\/\/|^projects\/[\w-]+\/secrets\//,
    ],
  },
  {
    words: "a variable without a value",
    remedy: "Set the variable in Yaak",
    signs: [/^(?:undefined|null|none|nil|nan|\[object \w+\]|\[redacted\]|[*•●x]{4,})$/i],
  },
  {
    words: "a file path",
    remedy: "Select the key file",
    signs: [
      /^(?:~|\.{1,2}|[A-Za-z]:|\$HOME|%USERPROFILE%)[\\/][\w\s.\\/~@+-]+$|^file:\/|^[\\/](?:run|etc|var|home|users|opt|usr)[\\/]/i,
      new RegExp(
        `^@?(?:[\\w~@+-]+|[\\w.~@+\\\\/-]*[\\\\/][\\w.~@+-]+)\\.(?:${FILES})$|(?:^|[\\\\/])id_(?:rsa|dsa|ecdsa|ed25519)$`,
        "i",
      ),
    ],
  },
  {
    words: "an encrypted value",
    remedy: "Decrypt it first",
    signs: [/^(?:vault:v\d+:|ENC\[|\$ANSIBLE_VAULT;)/],
  },
  {
    words: "a key of another kind",
    remedy: "Use a key for JWTs",
    // age, PASETO, NATS, and WireGuard.
    signs: [
      /^AGE-SECRET-KEY-1/m,
      /^k[1-4]\.(?:secret|local|public)\.|^S[UAOCNX][A-Z2-7]{56}$|^\[Interface\]/,
    ],
  },
  {
    words: "a JWK that isn't JSON",
    remedy: "Paste it as JSON",
    signs: [/^[\s-]{0,20}["']?kty["']?\s?:\s?["']?(?:RSA|EC|OKP|oct)\b/m],
  },
  { words: "an XML key from .NET", remedy: "Convert it to PEM", signs: [/<RSAKeyValue\b/i] },
  { words: "a URL", remedy: "Paste the key itself", signs: [/^\s*https?:\/\//i] },
  {
    words: "a fingerprint",
    remedy: "It only identifies a key, so paste the key itself",
    signs: [
      /^(?:\d{3,5}\s+)?(?:SHA256[:=]|MD5[:=]|sha256\/)[\w+/:=-]+(?:\s.{0,200})?$|^(?:[\da-f]{2}:){15,}[\da-f]{2}$/i,
      /^[\w -]{0,40}fingerprint\s?[=:]/i,
    ],
  },
  {
    words: "a line of a .env file, YAML, or code",
    remedy: "Paste only the value after the name",
    signs: [
      // Base64 has equals signs only at its end.
      /^(?:export\s+|set\s+|\$env:)?[A-Z][A-Z\d]*(?:_[A-Z\d]+)+\s?[=:]\s?[^\s=]/,
      /^[\w.-]{1,40}:[ \t]{0,9}[\r\n]{1,2}[ \t]{1,20}[\w.-]{1,40}:\s/,
      /^(?:(?:const|let|var|final|static|string)\s+){1,3}\w{1,60}\s?=\s?["'`]/i,
      /^(?:[bxr](?:"[^"]{8,}"|'[^']{8,}')|(?:"[^"]{8,}"|'[^']{8,}')[;,])$/,
      /^(?:export\s+|set\s+|\$env:)?["']?[\w.:-]{0,40}(?:secret|password|passwd|token|jwt|(?:api|signing|private|hmac|jwt)[_:-]{0,2}key)["']?\s?(?:=|:\s)\s?[^\s=]/i,
    ],
  },
  {
    words: "JSON",
    remedy: "Paste only the value in it",
    signs: [/^\{\s*"[^"]{0,200}"\s*:[\s\S]*\}$/],
  },
  {
    ...PUBLIC,
    signs: [
      // Lines of a PEM without its first and last one. Fewer lines can be those of a secret that OpenSSL wrote in base64.
      /^(?:[A-Za-z\d+/]{1,63}\s+)?(?:[A-Za-z\d+/]{64}\s+){6,}[A-Za-z\d+/]+={0,2}$/,
      // The start of DER and of an OpenSSH key in base64, even if there is a wrong character later, or of DER in an escaped string.
      /^MI[GHI][A-Za-z\d+/]{32}|^MI[GHI][A-Za-z]\S[\s\S]{160}|^M(?:HcC|C4C|FEC)AQ|b3BlbnNzaC1rZXkt|\\x30\\x8/,
      /--\s{0,9}begin /i,
    ],
  },
];

const TOO_LONG = { words: "a whole file", remedy: "Paste only the secret" };

/** Longer than any secret. */
export const MAX_SECRET_CHARS = 16_000;

/** What is neither a private key nor a secret, but can be taken for one: what it looks like, and what to do instead. */
export function findLookalike(material: string | Buffer): Found | undefined {
  const text = typeof material === "string" ? repair(material) : "";
  if (material.length > MAX_SECRET_CHARS) return TOO_LONG;
  const found = LOOKALIKES.find(({ signs }) => signs.some((sign) => sign.test(text)));
  const store = found ?? findStore(material);
  if (store) return store;
  return (typeof material === "string" ? isPublicMaterial(text) : isPublicSecret(material))
    ? PUBLIC
    : undefined;
}

/** {@link findLookalike}, for the bytes of a secret once it is decoded. */
export const findLookalikeBytes = (bytes: Buffer): Found | undefined =>
  findStore(bytes) ?? (isPublicSecret(bytes) ? PUBLIC : undefined);
