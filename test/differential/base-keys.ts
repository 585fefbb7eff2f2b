import { keyPath } from "../support/keys";
import { ENCRYPTED, FORMATS, FROM_PKCS12 } from "./formats";

/** A key that OpenSSL generates. */
export interface BaseKey {
  title: string;
  /** Writes the key to standard output. */
  command: string;
  /** What it must be able to sign. If it is encrypted, only the first is tested. */
  algorithms: string[];
  /** The commands that convert it. `cat KEY` leaves it as generated. */
  formats: string[];
}

const AS_GENERATED = "cat KEY";

const genpkey = (algorithm: string, ...options: string[]) =>
  ["openssl genpkey -algorithm", algorithm, ...options.map((option) => `-pkeyopt ${option}`)].join(" ");

function rsa(title: string, ...options: string[]): BaseKey {
  const size = options.some((option) => option.includes("bits")) ? [] : ["rsa_keygen_bits:2048"];
  const command = genpkey("RSA", ...size, ...options);
  return { title: `RSA ${title}`, command, algorithms: ["RS256", "PS384"], formats: FORMATS.rsa };
}

const rsaPss = (title: string, algorithms: string[], ...options: string[]): BaseKey => ({
  title: `RSA-PSS ${title}`,
  command: genpkey("RSA-PSS", "rsa_keygen_bits:2048", ...options.map((option) => `rsa_pss_keygen_${option}`)),
  algorithms,
  formats: FORMATS.rsaPss,
});

const restricted = (bits: number, salt = bits / 8) =>
  rsaPss(
    `restricted to SHA-${bits} and a salt of ${salt} bytes or more`,
    [`PS${bits}`],
    ...[`md:sha${bits}`, `mgf1_md:sha${bits}`, `saltlen:${salt}`],
  );

const ec = (curve: string, algorithm: string): BaseKey => ({
  title: `EC ${curve}`,
  command: genpkey("EC", `ec_paramgen_curve:${curve}`),
  algorithms: [algorithm],
  formats: FORMATS.ec,
});

const mlDsa = (algorithm: string): BaseKey => ({
  title: algorithm,
  command: genpkey(algorithm),
  algorithms: [algorithm],
  formats: FORMATS.mlDsa,
});

const p256 = ec("P-256", "ES256");
const rsa2048 = rsa("2048 bits");

/** Commands that write a finished key themselves. */
const generated = (algorithms: string[], ...commands: string[]): BaseKey[] =>
  commands.map((command) => ({ title: command, command, algorithms, formats: [AS_GENERATED] }));

export const BASE_KEYS: BaseKey[] = [
  // OpenSSL generates this one for all tests, because that takes a second or two.
  { ...rsa("4096 bits"), command: `cat ${keyPath("rsa-4096.pem")}` },
  rsa("3072 bits", "rsa_keygen_bits:3072"),
  { ...rsa2048, formats: [...rsa2048.formats, ...ENCRYPTED] },
  rsa("2055 bits, whose signatures start with a partial byte", "rsa_keygen_bits:2055"),
  rsa("exponent 3", "rsa_keygen_pubexp:3"),
  // Too large for 32 bits, for a JavaScript number, and for 64 bits.
  rsa("exponent of 33 bits", "rsa_keygen_pubexp:4294967311"),
  rsa("exponent of 64 bits", "rsa_keygen_pubexp:18446744073709551557"),
  rsa(
    "exponent of 200 bits",
    "rsa_keygen_pubexp:803469022129495137770981046170581301261101496891396417650789",
  ),
  rsa("three primes", "rsa_keygen_primes:3"),
  { ...rsa("four primes", "rsa_keygen_bits:4096", "rsa_keygen_primes:4"), formats: [AS_GENERATED] },
  rsaPss("without restrictions", ["PS256", "PS384", "PS512"]),
  ...[256, 384, 512].map((bits) => restricted(bits)),
  restricted(256, 0),
  { ...p256, formats: [...p256.formats, ...FROM_PKCS12, ...ENCRYPTED] },
  ec("P-384", "ES384"),
  ec("P-521", "ES512"),
  ec("secp256k1", "ES256K"),
  {
    title: "Ed25519",
    command: genpkey("ED25519"),
    algorithms: ["EdDSA", "Ed25519"],
    formats: [...FORMATS.okp, "openssl pkcs8 -topk8 -in KEY -passout file:plain"],
  },
  ...["ML-DSA-44", "ML-DSA-65", "ML-DSA-87"].map(mlDsa),
  ...generated(
    ["RS256", "PS384"],
    "openssl genrsa -traditional -primes 3 2048",
    "openssl genrsa -traditional -aes256 -passout file:plain 2048",
  ),
  ...generated(
    ["ES256"],
    // Without -noout, an EC PARAMETERS block precedes the key.
    "openssl ecparam -genkey -name prime256v1",
    "openssl ecparam -genkey -name prime256v1 -param_enc explicit -conv_form compressed",
    "openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -pkeyopt ec_param_enc:explicit",
    "openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -text",
    "openssl req -nodes -newkey ec -pkeyopt ec_paramgen_curve:P-256 -subj /CN=test -keyout req-1 -out /dev/null; cat req-1",
    "openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -subj /CN=test -passout file:plain -keyout req-2 -out /dev/null; cat req-2",
  ),
  ...generated(
    ["EdDSA"],
    "openssl genpkey -algorithm ED25519 -outform DER",
    "openssl genpkey -algorithm ED25519 -aes-256-cbc -pass file:plain",
  ),
];
