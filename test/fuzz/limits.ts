/** What a key may cost. */
export const LIMITS = {
  /** Reading a key and signing with it, in milliseconds. */
  plain: 50,
  /** The same with an RSA key of 8192 bits, the largest allowed, whose signature alone takes longer, or with hundreds of keys. */
  large: 250,
  /** The same with a key to derive from a passphrase. */
  encrypted: 1000,
  /** After this time a call is taken to never end. */
  stall: 20_000,
  /** Memory that a process may need in addition after it has read many keys, in bytes. */
  growth: 64 * 1024 * 1024,
  /** Keys until the process has loaded and compiled what it needs. */
  warmUp: 1000,
};
