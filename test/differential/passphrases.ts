import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** Passphrases by the name of the file that OpenSSL reads them from: a command that ends in `file:plain` uses the first one. */
const PASSPHRASES: Record<string, string> = {
  plain: "correct horse battery staple",
  // UTF-8 for most encryption, but UTF-16 for PKCS#12, where the last character is a surrogate pair.
  unicode: "Pässwörter, пароль, 密码, 🔑",
  // HMAC hashes a passphrase that is longer than a block: 64 bytes, or 128 bytes from SHA-384 on.
  long: "seventy-two characters, which is longer than one block of SHA-1 or SHA-256",
  longer: "one hundred and forty-four characters, longer than a block of SHA-512. ".repeat(2),
  spaces: "  between spaces ",
};

/** Writes each twice, because OpenSSL uses the second line for the output if the input has the same file. */
export function writePassphrases(folder: string): void {
  for (const [name, text] of Object.entries(PASSPHRASES))
    writeFileSync(join(folder, name), `${text}\n${text}\n`);
}

/** The passphrase that a command encrypts with. Undefined if it does not encrypt. */
export const passphraseOf = (command: string): string | undefined =>
  PASSPHRASES[/-pass(?:out)? file:(\w+)/.exec(command)?.[1] ?? ""];
