/*
 * The OpenSSL commands that write the public key of a private key. They read the file KEY and write to standard output. -outform
 * DER marks a binary result.
 */

const both = (command: string) => [command, `${command} -outform DER`];

const certificate = (key = "KEY") => `openssl req -x509 -new -key ${key} -subj /CN=test -days 1`;

/** SubjectPublicKeyInfo, and certificates signed with the key itself. */
const COMMON = [
  ...both("openssl pkey -in KEY -pubout"),
  "openssl pkey -in KEY -pubout -text",
  ...both(certificate()),
  `${certificate()} -text`,
  `${certificate()} | openssl x509 -trustout`,
];

const RSA = both("openssl rsa -in KEY -RSAPublicKey_out");

const EC_OPTIONS = ["named_curve", "explicit"].flatMap((parameters) =>
  ["uncompressed", "compressed", "hybrid"].map((points) => ({ parameters, points })),
);

const EC = EC_OPTIONS.flatMap(({ parameters, points }) => [
  ...both(`openssl pkey -in KEY -pubout -ec_param_enc ${parameters} -ec_conv_form ${points}`),
  `openssl ec -in KEY -param_enc ${parameters} -conv_form ${points} | ${certificate("/dev/stdin")}`,
]);

export const PUBLIC_FORMATS: Record<string, string[]> = {
  RSA: [...COMMON, ...RSA],
  "RSA-PSS": COMMON,
  EC: [...COMMON, ...EC],
  Ed25519: COMMON,
  "ML-DSA-44": COMMON,
};
