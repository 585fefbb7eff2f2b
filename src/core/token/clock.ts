/** What a token depends on beside the settings and the request: the time, and chance. */
export interface Clock {
  /** Milliseconds since 1970, the same for all of one token. */
  now: number;
  /** A new random UUID at every call. */
  randomUUID: () => string;
  /** As many random bytes, in hex, new at every call. */
  randomHex: (bytes: number) => string;
}
