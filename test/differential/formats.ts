/*
 * The OpenSSL commands that write a key in another format. They read the file KEY and write to standard output. -outform DER
 * marks a binary result.
 */

/** PKCS#8, and a PEM after a description of the key. */
const PKCS8 = [
  "openssl pkcs8 -topk8 -nocrypt -in KEY",
  "openssl pkcs8 -topk8 -nocrypt -in KEY -outform DER",
  "openssl pkey -text -in KEY",
];

const PKCS1 = ["openssl rsa -traditional -in KEY", "openssl rsa -traditional -in KEY -outform DER"];

const POINT_FORMS = ["uncompressed", "compressed", "hybrid"];
const PARAMETER_FORMS = ["named_curve", "explicit"];

/** SEC1, and PKCS#8 converted from it. Only in DER, because a PEM contains the same bytes. */
const sec1 = (options: string) => [
  `openssl ec -in KEY ${options} -outform DER`,
  `openssl ec -in KEY ${options} | openssl pkcs8 -topk8 -nocrypt -outform DER`,
];

const EC = [
  "openssl ec -in KEY",
  ...PARAMETER_FORMS.flatMap((parameters) => [
    ...POINT_FORMS.flatMap((points) => [
      ...sec1(`-param_enc ${parameters} -conv_form ${points}`),
      // Unlike the conversion from SEC1, this also writes the generator in the given form.
      `openssl pkey -in KEY -ec_param_enc ${parameters} -ec_conv_form ${points}`,
    ]),
    ...sec1(`-param_enc ${parameters} -no_public`),
  ]),
];

const pkcs12 = (options = "", passphrase = "plain") =>
  `openssl req -x509 -new -key KEY -subj /CN=test -days 1 | cat KEY - | openssl pkcs12 -export ${options} -passout file:${passphrase}`;

const PKCS12 = pkcs12();

/** What OpenSSL exports from PKCS#12: the certificate, and the key after its attributes. */
export const FROM_PKCS12 = [
  `${PKCS12} | openssl pkcs12 -passin file:plain -nodes`,
  `${PKCS12} | openssl pkcs12 -passin file:plain -passout file:plain`,
];

/** Newer than OpenSSL 3.0. The default contains both the seed and the expanded key. */
const ML_DSA = ["openssl pkey -in KEY -provparam ml-dsa.output_formats=seed-only"];

/** Formats without encryption. */
export const FORMATS = {
  rsa: [...PKCS8, ...PKCS1],
  // PKCS#1 has no place for the restrictions of an RSA-PSS key.
  rsaPss: [...PKCS8, "openssl rsa -traditional -in KEY -outform DER"],
  ec: [...PKCS8, ...EC],
  okp: PKCS8,
  mlDsa: [...PKCS8, ...ML_DSA],
};

const pkcs8 = (options: string, passphrase = "plain") =>
  `openssl pkcs8 -topk8 -in KEY ${options} -passout file:${passphrase}`;
const traditional = (cipher: string, passphrase = "plain") =>
  `openssl pkey -traditional -in KEY ${cipher} -passout file:${passphrase}`;

const CIPHERS = ["aes-128-cbc", "aes-192-cbc", "aes-256-cbc", "des3"];
const HASHES = ["SHA1", "SHA224", "SHA256", "SHA384", "SHA512", "SHA512-224", "SHA512-256"];

/** Sixteen times as fast as the default. */
const FAST_SCRYPT = "-scrypt -scrypt_N 1024";

/** Every encryption that OpenSSL offers without its legacy provider and that the plugin supports. */
export const ENCRYPTED = [
  ...CIPHERS.map((cipher) => pkcs8(`-v2 ${cipher}`)),
  ...HASHES.map((hash) => pkcs8(`-v2prf hmacWith${hash}`)),
  pkcs8("-v2 des3 -v2prf hmacWithSHA512"),
  pkcs8("-v2 aes-128-cbc -v2prf hmacWithSHA1 -iter 10000"),
  ...["-noiter", "-iter 1", "-iter 1000", "-iter 100000"].map((count) => pkcs8(count)),
  ...["-saltlen 8", "-saltlen 16", "-saltlen 64"].map((length) => pkcs8(length)),
  pkcs8("-scrypt"),
  pkcs8(`${FAST_SCRYPT} -v2 aes-128-cbc`),
  pkcs8(`${FAST_SCRYPT} -v2 des3`),
  // The smallest numbers, a different one for each parameter, and the most memory that OpenSSL itself allows: 32 MiB.
  pkcs8("-scrypt -scrypt_N 2 -scrypt_r 1 -scrypt_p 1"),
  pkcs8("-scrypt -scrypt_N 1024 -scrypt_r 3 -scrypt_p 5"),
  pkcs8("-scrypt -scrypt_N 16 -scrypt_r 64 -scrypt_p 64"),
  pkcs8("-scrypt -scrypt_N 32768 -scrypt_r 7 -scrypt_p 1"),
  pkcs8(`${FAST_SCRYPT} -saltlen 16`),
  ...["PBE-SHA1-3DES", "PBE-SHA1-2DES"].map((scheme) => pkcs8(`-v1 ${scheme}`)),
  pkcs8("-v1 PBE-SHA1-3DES -iter 1"),
  ...["-v2 aes-256-cbc", FAST_SCRYPT, "-v1 PBE-SHA1-3DES"].map((way) => pkcs8(`${way} -outform DER`)),
  ...["-aes128", "-aes192", "-aes256", "-des3"].map((cipher) => traditional(cipher)),
  ...["", "-legacy", "-nomac", "-keypbe NONE", "-keypbe PBE-SHA1-3DES", "-iter 100000"].map((way) =>
    pkcs12(way),
  ),
  ...["unicode", "long", "longer", "spaces"].flatMap((passphrase) => [
    pkcs8("-v2prf hmacWithSHA256", passphrase),
    pkcs8("-v2prf hmacWithSHA512", passphrase),
    pkcs8(FAST_SCRYPT, passphrase),
    pkcs8("-v1 PBE-SHA1-3DES", passphrase),
    traditional("-aes256", passphrase),
    pkcs12("", passphrase),
    pkcs12("-keypbe PBE-SHA1-3DES", passphrase),
  ]),
];
