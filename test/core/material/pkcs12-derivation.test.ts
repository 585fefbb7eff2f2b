import { describe, expect, it } from "vitest";
import { deriveForPkcs12, PURPOSE } from "../../../src/core/material/pkcs12-derivation";

/** OpenSSL's test vectors for PKCS12_key_gen with SHA-1 (its pkcs12_kdf tests, which follow RFC 7292 appendix B). */
const VECTORS: [passphrase: string, salt: string, rounds: number, purpose: number, derived: string][] = [
  ["smeg", "0a58cf64530d823f", 1, PURPOSE.key, "8aaae6297b6cb04642ab5b077851284eb7128f1a2a7fbca3"],
  ["smeg", "0a58cf64530d823f", 1, PURPOSE.iv, "79993dfe048d3b76"],
  ["smeg", "642b99ab44fb4b1f", 1, PURPOSE.key, "f3a95fec48d7711e985cfe67908c5ab79fa3d7c5caa5d966"],
  ["queeg", "05dec959acff72f7", 1000, PURPOSE.key, "ed2034e36328830ff09df1e1a07dd357185dac0d4f9eb3d4"],
  ["queeg", "05dec959acff72f7", 1000, PURPOSE.iv, "11dedad7758d4860"],
];

describe("the key derivation of PKCS#12", () => {
  it.each(VECTORS)(
    "of %s with salt %s, %i rounds, and purpose %i gives %s",
    (passphrase, salt, rounds, purpose, derived) => {
      const key = deriveForPkcs12(passphrase, Buffer.from(salt, "hex"), rounds, purpose, derived.length / 2);
      expect(key.toString("hex")).toBe(derived);
    },
  );
});
