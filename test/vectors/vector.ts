/** A published token, with the key that signed it. */
export interface Vector {
  /** Where it is published. */
  section: string;
  algorithm: string;
  /** A private JWK. Undefined for the algorithm `none`. */
  key?: Record<string, string>;
  token: string;
}
