/** What encrypted keys refer to by OID. Only the ones with Node's name are really used; the others hold random bytes. */

export interface Cipher {
  oid: string;
  /** Node's name. */
  name?: string;
  keyBytes: number;
  ivBytes: number;
}

export const CIPHERS: Cipher[] = [
  { oid: "2.16.840.1.101.3.4.1.2", name: "aes-128-cbc", keyBytes: 16, ivBytes: 16 },
  { oid: "2.16.840.1.101.3.4.1.22", name: "aes-192-cbc", keyBytes: 24, ivBytes: 16 },
  { oid: "2.16.840.1.101.3.4.1.42", name: "aes-256-cbc", keyBytes: 32, ivBytes: 16 },
  { oid: "1.2.840.113549.3.7", name: "des-ede3-cbc", keyBytes: 24, ivBytes: 8 },
];

export const OTHER_CIPHERS: Cipher[] = [
  // AES in ECB, key wrap, GCM, and CCM mode.
  { oid: "2.16.840.1.101.3.4.1.41", keyBytes: 32, ivBytes: 0 },
  { oid: "2.16.840.1.101.3.4.1.45", keyBytes: 32, ivBytes: 8 },
  { oid: "2.16.840.1.101.3.4.1.46", keyBytes: 32, ivBytes: 12 },
  { oid: "2.16.840.1.101.3.4.1.7", keyBytes: 16, ivBytes: 11 },
  // DES, RC2, RC5, Camellia, ARIA, SM4, and ChaCha20-Poly1305.
  { oid: "1.3.14.3.2.7", keyBytes: 8, ivBytes: 8 },
  { oid: "1.2.840.113549.3.2", keyBytes: 5, ivBytes: 8 },
  { oid: "1.2.840.113549.3.9", keyBytes: 16, ivBytes: 8 },
  { oid: "1.2.392.200011.61.1.1.1.4", keyBytes: 32, ivBytes: 16 },
  { oid: "1.2.410.200046.1.1.12", keyBytes: 32, ivBytes: 16 },
  { oid: "1.2.156.10197.1.104.2", keyBytes: 16, ivBytes: 16 },
  { oid: "1.2.840.113549.1.9.16.3.18", keyBytes: 32, ivBytes: 12 },
];

/** Pseudorandom functions of PBKDF2 (RFC 8018 appendix B.1) by the hash, in Node's words. */
export const PRFS: [oid: string, hash: string][] = [
  ["1.2.840.113549.2.7", "sha1"],
  ["1.2.840.113549.2.8", "sha224"],
  ["1.2.840.113549.2.9", "sha256"],
  ["1.2.840.113549.2.10", "sha384"],
  ["1.2.840.113549.2.11", "sha512"],
];

/** HMAC with MD5, SHA-512/224, SHA-512/256, GOST R 34.11, and SHA3-256. */
export const OTHER_PRFS = [
  "1.2.840.113549.2.6",
  "1.2.840.113549.2.12",
  "1.2.840.113549.2.13",
  "1.2.643.7.1.1.4.2",
  "2.16.840.1.101.3.4.2.14",
];

/** PBES1 (RFC 8018 appendix A.3) and PKCS#12 (RFC 7292 appendix C) with ciphers that are outdated. */
export const OLD_SCHEMES = [
  ...[1, 3, 4, 6, 10, 11].map((last) => `1.2.840.113549.1.5.${last}`),
  ...[1, 2, 4, 5, 6].map((last) => `1.2.840.113549.1.12.1.${last}`),
];

export const PBE_SHA1_3DES = "1.2.840.113549.1.12.1.3";
