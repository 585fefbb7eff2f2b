/** An elliptic curve y² = x³ + ax + b over a prime field, with cofactor 1 (SEC 2, NIST SP 800-186). */
export interface Curve {
  /** The "crv" of its JWKs (RFC 7518 section 6.2.1.1, RFC 8812 section 3.1). */
  name: string;
  /** Its name in Node. */
  nodeName: string;
  objectIdentifier: string;
  /** Length of a coordinate and of a private number. */
  bytes: number;
  /** The prime of the field. */
  p: bigint;
  a: bigint;
  b: bigint;
  /** The order of the generator: private numbers are smaller. */
  order: bigint;
}

const table: Curve[] = [
  {
    name: "P-256",
    nodeName: "prime256v1",
    objectIdentifier: "1.2.840.10045.3.1.7",
    bytes: 32,
    p: 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn,
    a: -3n,
    b: 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn,
    order: 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n,
  },
  {
    name: "P-384",
    nodeName: "secp384r1",
    objectIdentifier: "1.3.132.0.34",
    bytes: 48,
    p: 0xfffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffffff0000000000000000ffffffffn,
    a: -3n,
    b: 0xb3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aefn,
    order:
      0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973n,
  },
  {
    name: "P-521",
    nodeName: "secp521r1",
    objectIdentifier: "1.3.132.0.35",
    bytes: 66,
    p: 0x1ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffn,
    a: -3n,
    b: 0x51953eb9618e1c9a1f929a21a0b68540eea2da725b99b315f3b8b489918ef109e156193951ec7e937b1652c0bd3bb1bf073573df883d2c34f1ef451fd46b503f00n,
    order:
      0x1fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409n,
  },
  {
    name: "secp256k1",
    nodeName: "secp256k1",
    objectIdentifier: "1.3.132.0.10",
    bytes: 32,
    p: 0xfffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2fn,
    a: 0n,
    b: 0x7n,
    order: 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n,
  },
];

/** The curves that can sign, by their name in JWKs. */
export const curves: ReadonlyMap<string, Curve> = new Map(table.map((curve) => [curve.name, curve]));

/** Names of other curves, for errors, by object identifier (SEC 2, RFC 5639). */
const OTHERS: Record<string, string> = {
  "1.2.840.10045.3.1.1": "P-192",
  "1.3.132.0.33": "P-224",
  "1.3.36.3.3.2.8.1.1.7": "brainpoolP256r1",
  "1.3.36.3.3.2.8.1.1.11": "brainpoolP384r1",
  "1.3.36.3.3.2.8.1.1.13": "brainpoolP512r1",
  "1.2.156.10197.1.301": "SM2",
};

/** The curve with an object identifier. Its name in words if it cannot sign. */
export const curveOf = (objectIdentifier: string): Curve | string =>
  table.find((curve) => curve.objectIdentifier === objectIdentifier) ??
  OTHERS[objectIdentifier] ??
  objectIdentifier;
