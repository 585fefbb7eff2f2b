/** A published token, with the key that signed it. */
export interface Vector {
  /** Where it stands. */
  section: string;
  algorithm: string;
  /** A private JWK; undefined for the algorithm `none`. */
  key?: Record<string, string>;
  token: string;
}
