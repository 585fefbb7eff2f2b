/** What a token depends on besides the settings and the request: time and randomness. */
export interface Clock {
  /** Unix timestamp in milliseconds, the same throughout a token. */
  now: number;
  /** Unix timestamp in milliseconds at the moment of the call: later than `now` once a server has responded. */
  time: () => number;
  /** A new random UUID on every call. */
  randomUUID: () => string;
  /** The given number of random bytes, in hex, new on every call. */
  randomHex: (bytes: number) => string;
}
