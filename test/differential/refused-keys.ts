/** What OpenSSL writes and the plugin rejects on purpose. */
export interface RefusedKey {
  /** Reads the P-256 key in the file KEY, if any, and writes to standard output. */
  command: string;
  /** Names what was found. */
  message: RegExp;
  /** For the plugin's form. ES256 unless specified. */
  algorithm?: string;
}

const LEGACY = "-provider legacy -provider default";

/** The message for encryption that is not supported. Includes the command that re-encrypts the key. */
const encryptedWith = (name: string) =>
  new RegExp(
    `: This private key [^.]*\\b(?:${name})\\b[^.]*\\. [^.]*openssl pkcs8 -topk8 [^.]*-in OLD -out NEW\\b[^.]*\\.$`,
    "i",
  );

const pkcs8 = (options: string, name: string): RefusedKey => ({
  command: `openssl pkcs8 -topk8 -in KEY ${options} -passout file:plain`,
  message: encryptedWith(name),
});
const traditional = (options: string, name: string): RefusedKey => ({
  command: `openssl pkey -traditional -in KEY ${options} -passout file:plain`,
  message: encryptedWith(name),
});

const OTHER_MODE = "AES in a mode other than CBC";

/** Keys that the plugin accepts after its own command re-encrypts them. */
export const REFUSED_ENCRYPTION: RefusedKey[] = [
  pkcs8(`-v1 PBE-SHA1-RC2-40 ${LEGACY}`, "RC2"),
  pkcs8(`-v1 PBE-SHA1-RC2-128 ${LEGACY}`, "RC2"),
  pkcs8(`-v1 PBE-MD5-RC2-64 ${LEGACY}`, "RC2"),
  pkcs8(`-v2 rc2-cbc ${LEGACY}`, "RC2"),
  pkcs8(`-v1 PBE-SHA1-RC4-40 ${LEGACY}`, "RC4"),
  pkcs8(`-v1 PBE-SHA1-RC4-128 ${LEGACY}`, "RC4"),
  pkcs8(`-v1 PBE-MD5-DES ${LEGACY}`, "DES"),
  pkcs8(`-v1 PBE-SHA1-DES ${LEGACY}`, "DES"),
  pkcs8(`-v1 PBE-SHA1-DES -outform DER ${LEGACY}`, "DES"),
  pkcs8(`-v2 des-cbc ${LEGACY}`, "DES"),
  pkcs8(`-v2 bf-cbc ${LEGACY}`, "Blowfish"),
  pkcs8(`-v2 cast5-cbc ${LEGACY}`, "CAST5"),
  pkcs8(`-v2 seed-cbc ${LEGACY}`, "SEED"),
  pkcs8("-v2 camellia-128-cbc", "Camellia"),
  pkcs8("-v2 camellia-256-cbc", "Camellia"),
  pkcs8("-v2 camellia-256-cbc -outform DER", "Camellia"),
  pkcs8("-scrypt -v2 camellia-256-cbc", "Camellia"),
  pkcs8("-v2 aria-256-cbc", "ARIA"),
  pkcs8("-v2 sm4-cbc", "SM4"),
  // Other modes of a supported cipher, and a hash that is not in RFC 8018.
  pkcs8("-v2 aes-256-cfb", OTHER_MODE),
  pkcs8("-v2 aes-256-ofb", OTHER_MODE),
  pkcs8("-v2 aes-256-ecb", OTHER_MODE),
  pkcs8("-v2prf hmacWithMD5", "MD5"),
  // More than half a second of key derivation.
  pkcs8("-iter 1000001", "1000001"),
  traditional(`-des ${LEGACY}`, "DES"),
  traditional(`-rc2 ${LEGACY}`, "RC2"),
  traditional(`-bf ${LEGACY}`, "BF|Blowfish"),
  traditional(`-seed ${LEGACY}`, "SEED"),
  traditional("-camellia256", "Camellia"),
  traditional("-aria256", "ARIA"),
  traditional("-sm4", "SM4"),
  traditional("-aes-256-cfb", OTHER_MODE),
  traditional("-aes-256-ctr", OTHER_MODE),
];

const genpkey = (algorithm: string, ...options: string[]) =>
  ["openssl genpkey -algorithm", algorithm, ...options.map((option) => `-pkeyopt ${option}`)].join(" ");

const pss = (algorithm: string, message: RegExp, ...options: string[]): RefusedKey => ({
  command: genpkey("RSA-PSS", "rsa_keygen_bits:2048", ...options.map((option) => `rsa_pss_keygen_${option}`)),
  algorithm,
  message,
});

const otherCurve = (curve: string, name = curve): RefusedKey => ({
  command: genpkey("EC", `ec_paramgen_curve:${curve}`),
  message: new RegExp(`: This is an EC key on curve ${name}, but ES256 needs `),
});

const otherType = (words: string, command: string): RefusedKey => ({
  command,
  message: new RegExp(`: This is ${words}, but ES256 needs `),
});

const DSA =
  "openssl genpkey -genparam -algorithm DSA -pkeyopt dsa_paramgen_bits:1024 | openssl genpkey -paramfile /dev/stdin";
const CERTIFICATE = "openssl req -x509 -new -key KEY -subj /CN=test -days 1";

const notAKey = (words: string, command: string): RefusedKey => ({
  command,
  message: new RegExp(`: This is ${words}\\b`),
});

/** Other keys, and what is not a private key at all. */
export const REFUSED_KEYS: RefusedKey[] = [
  otherType("a DSA key", DSA),
  otherType("a DSA key", `${DSA} | openssl pkey -traditional`),
  otherType("a DSA key", `${DSA} | openssl pkey -outform DER`),
  otherType("a DH key", genpkey("DH", "group:ffdhe2048")),
  otherType("a DH key", genpkey("DHX", "dh_rfc5114:2")),
  otherType("an X25519 key", genpkey("X25519")),
  otherType("an X448 key", genpkey("X448")),
  otherType("an Ed448 key", genpkey("ED448")),
  otherCurve("P-224", "(?:secp224r1|P-224)"),
  otherCurve("brainpoolP256r1"),
  otherCurve("sect283k1", "1\\.3\\.132\\.0\\.16"),
  otherCurve("SM2"),
  {
    command: genpkey("EC", "ec_paramgen_curve:brainpoolP256r1", "ec_param_enc:explicit"),
    message: /: This is an EC key on [^.]*curve[^.]*, but ES256 needs /,
  },
  {
    command: genpkey("EC", "ec_paramgen_curve:sect283k1", "ec_param_enc:explicit"),
    message: /: This is an EC key on [^.]*curve[^.]*, but ES256 needs /,
  },
  {
    command: genpkey("RSA", "rsa_keygen_bits:1024"),
    algorithm: "RS256",
    message: /: This is a 1024-bit RSA key, but RS256 needs at least 2048 bits\. /,
  },
  // RFC 7518 section 3.5 uses one hash for everything and a salt as long as it.
  pss("RS256", /: This is a 2048-bit RSA-PSS key, but RS256 needs /),
  pss("PS384", /RSA-PSS key[^.]* SHA-256\b/, "md:sha256", "mgf1_md:sha256", "saltlen:32"),
  pss("PS256", /RSA-PSS key[^.]* SHA-1\b/, "md:sha1", "mgf1_md:sha1", "saltlen:20"),
  pss("PS256", /RSA-PSS key for hashes that JWTs don't use/, "md:sha256", "mgf1_md:sha1", "saltlen:32"),
  pss("PS256", /RSA-PSS key[^.]* salt\b/, "md:sha256", "mgf1_md:sha256", "saltlen:64"),
  {
    command: `${CERTIFICATE} | openssl pkcs12 -export -nokeys -passout file:plain`,
    message: /: This PKCS#12 keystore .*has no private key\. /,
  },
  {
    command: "openssl genrsa 2048 | openssl rsa -outform PVK -pvk-none",
    message: /: This looks like a keystore, not a private key\. /,
  },
  {
    command: "openssl genrsa 2048 | openssl rsa -outform MSBLOB",
    message: /: This looks like a key blob from Windows, not a private key\. /,
  },
  notAKey("a public key, which can't sign", "openssl pkey -in KEY -pubout"),
  notAKey("a public key, which can't sign", "openssl pkey -in KEY -pubout -outform DER"),
  notAKey("a certificate, which can't sign", CERTIFICATE),
  notAKey("a certificate, which can't sign", `${CERTIFICATE} -outform DER`),
  notAKey("a certificate, which can't sign", `${CERTIFICATE} | openssl x509 -trustout`),
  notAKey("a certificate request, which can't sign", "openssl req -new -key KEY -subj /CN=test"),
  {
    command: "openssl ecparam -name prime256v1",
    message: /: This PEM isn't a private key that can sign/,
  },
];
