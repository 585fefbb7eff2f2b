import { createCipheriv } from "node:crypto";
import { bytesToKey } from "./derive";
import type { Random } from "./random";

/** Ciphers of DEK-Info that Node has: their key and block in bytes. */
const CIPHERS = [
  ["AES-128-CBC", 16, 16],
  ["AES-192-CBC", 24, 16],
  ["AES-256-CBC", 32, 16],
  ["DES-EDE3-CBC", 24, 8],
] as const;

/** The ones that it lacks, that are not for PEM, or that do not exist. */
const OTHERS = [
  ...["DES-CBC", "DES-EDE-CBC", "RC2-CBC", "RC4", "BF-CBC", "CAST5-CBC", "IDEA-CBC", "SEED-CBC"],
  ...["CAMELLIA-256-CBC", "ARIA-256-CBC", "SM4-CBC", "AES-256-GCM", "AES-256-ECB", "AES-256-CTR", "CHACHA20"],
  ...["AES-256-XTS", "ID-AES256-WRAP", "NULL", "X", "-", "A".repeat(5000)],
];

/** Headers that are not what RFC 1421 section 4.6 says. */
const BREAK: ((random: Random, cipher: string, iv: string) => string[])[] = [
  (_, cipher) => ["Proc-Type: 4,ENCRYPTED", `DEK-Info: ${cipher}`],
  (_, cipher) => ["Proc-Type: 4,ENCRYPTED", `DEK-Info: ${cipher},`],
  (_, cipher, iv) => ["Proc-Type: 4,ENCRYPTED", `DEK-Info: ${cipher},${iv.slice(2)}`],
  (_, cipher, iv) => ["Proc-Type: 4,ENCRYPTED", `DEK-Info: ${cipher},${iv}${iv}`],
  (_, cipher, iv) => ["Proc-Type: 4,ENCRYPTED", `DEK-Info: ${cipher},${iv.replace(/./g, "Z")}`],
  (random, cipher, iv) => ["Proc-Type: 4,ENCRYPTED", `DEK-Info: ${cipher},${iv.repeat(random.below(2000))}`],
  () => ["Proc-Type: 4,ENCRYPTED"],
  (_, cipher, iv) => [`DEK-Info: ${cipher},${iv}`],
  (_, cipher, iv) => ["Proc-Type: 4,MIC-ONLY", `DEK-Info: ${cipher},${iv}`],
  (_, cipher, iv) => ["Proc-Type: 4,ENCRYPTED", `DEK-Info: ${cipher},${iv}`, "X-Header: 1"],
  (_, cipher, iv) => ["proc-type:4,encrypted", `dek-info:${cipher},${iv}`],
];

/** A key in OpenSSL's traditional encryption: the PEM's headers, and the encrypted DER. */
export function encryptTraditionally(
  random: Random,
  der: Buffer,
  passphrase: string,
  isBroken: boolean,
): { what: string; headers: string[]; der: Buffer } {
  const [name, keyBytes, block] = random.pick(CIPHERS);
  const iv = random.bytes(block);
  const cipher = createCipheriv(name.toLowerCase(), bytesToKey(passphrase, iv.subarray(0, 8), keyBytes), iv);
  const encrypted = Buffer.concat([cipher.update(der), cipher.final()]);
  const hex = iv.toString("hex").toUpperCase();
  if (!isBroken) {
    const headers = ["Proc-Type: 4,ENCRYPTED", `DEK-Info: ${name},${hex}`];
    return { what: `traditional ${name}`, headers, der: encrypted };
  }
  const wrong = random.chance(0.5) ? random.pick(OTHERS) : name;
  const headers = random.chance(0.7)
    ? random.pick(BREAK)(random, wrong, hex)
    : ["Proc-Type: 4,ENCRYPTED", `DEK-Info: ${wrong},${hex}`];
  return { what: `traditional ${wrong.slice(0, 20)} with other headers`, headers, der: encrypted };
}
