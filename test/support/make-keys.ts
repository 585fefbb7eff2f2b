import { execFileSync } from "node:child_process";

export const PASSPHRASE = "correct horse battery staple";

/** The OpenSSL command for each key, by file name. `$P` is the passphrase. Commands can use the files of earlier ones. */
const COMMANDS: [file: string, command: string][] = [
  ["rsa.pkcs8.pem", "genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out"],
  ["rsa.pkcs1.pem", "rsa -in rsa.pkcs8.pem -traditional -out"],
  ["rsa.pkcs8.encrypted.pem", "pkcs8 -topk8 -in rsa.pkcs8.pem -v2 aes-256-cbc -passout $P -out"],
  ["rsa.pkcs1.aes.pem", "rsa -in rsa.pkcs8.pem -traditional -aes256 -passout $P -out"],
  ["rsa.pkcs1.des3.pem", "rsa -in rsa.pkcs8.pem -traditional -des3 -passout $P -out"],
  ["rsa.pkcs8.der", "pkcs8 -topk8 -nocrypt -in rsa.pkcs8.pem -outform DER -out"],
  ["rsa.pkcs1.der", "rsa -in rsa.pkcs8.pem -traditional -outform DER -out"],
  ["rsa.pkcs8.encrypted.der", "pkcs8 -topk8 -in rsa.pkcs8.pem -v2 aes-256-cbc -passout $P -outform DER -out"],
  ["rsa.public.pem", "rsa -in rsa.pkcs8.pem -pubout -out"],
  ["rsa.public.pkcs1.pem", "rsa -in rsa.pkcs8.pem -RSAPublicKey_out -out"],
  ["rsa.public.der", "rsa -in rsa.pkcs8.pem -pubout -outform DER -out"],
  ["rsa.certificate.pem", "req -x509 -key rsa.pkcs8.pem -subj /CN=test -days 1 -out"],
  ["rsa.certificate.der", "x509 -in rsa.certificate.pem -outform DER -out"],
  ["rsa.request.pem", "req -new -key rsa.pkcs8.pem -subj /CN=test -out"],
  [
    "rsa.rc2.pem",
    "pkcs8 -topk8 -in rsa.pkcs8.pem -v1 PBE-SHA1-RC2-40 -passout $P -provider legacy -provider default -out",
  ],
  ["rsa-other.pkcs8.pem", "genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out"],
  ["rsa-1024.pem", "genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:1024 -out"],
  ["rsa-pss.pem", "genpkey -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048 -out"],
  // Includes the EC PARAMETERS block that `ecparam` writes before the key.
  ["p256.sec1.pem", "ecparam -name prime256v1 -genkey -out"],
  ["p256.sec1.aes.pem", "ec -in p256.sec1.pem -aes256 -passout $P -out"],
  ["p256.sec1.der", "ec -in p256.sec1.pem -outform DER -out"],
  ["p256.pkcs8.pem", "pkcs8 -topk8 -nocrypt -in p256.sec1.pem -out"],
  ["p256.pkcs8.encrypted.pem", "pkcs8 -topk8 -in p256.sec1.pem -passout $P -out"],
  ["p384.pkcs8.pem", "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-384 -out"],
  ["p521.pkcs8.pem", "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-521 -out"],
  ["secp256k1.pem", "ecparam -name secp256k1 -genkey -noout -out"],
  // A chain: the P-256 key's certificate, signed with the RSA key.
  [
    "p256.certificate.pem",
    "req -x509 -key p256.pkcs8.pem -subj /CN=leaf -days 30 -CA rsa.certificate.pem -CAkey rsa.pkcs8.pem -out",
  ],
  ["rsa-4096.pem", "genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:4096 -out"],
  ["ed25519.pkcs8.pem", "genpkey -algorithm ed25519 -out"],
  ["ed25519.pkcs8.encrypted.pem", "pkcs8 -topk8 -in ed25519.pkcs8.pem -passout $P -out"],
  ["ed448.pem", "genpkey -algorithm ed448 -out"],
  ["x25519.pem", "genpkey -algorithm x25519 -out"],
];

/** Creates every key in a folder. Takes a second or two. */
export function makeKeys(folder: string): void {
  for (const [file, command] of COMMANDS) {
    const words = command.split(" ").map((word) => (word === "$P" ? `pass:${PASSPHRASE}` : word));
    execFileSync("openssl", [...words, file], { cwd: folder, stdio: "pipe" });
  }
}
