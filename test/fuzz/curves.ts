/** A prime curve, y² = x³ + ax + b modulo p (SEC 2), by its OpenSSL name. */
export interface Curve {
  name: string;
  crv: string;
  oid: string;
  p: bigint;
  a: bigint;
  order: bigint;
  /** Length of a coordinate in bytes. */
  size: number;
  /** The algorithm that signs with it. */
  algorithm: string;
}

const P256 = 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n;
const P384 = 2n ** 384n - 2n ** 128n - 2n ** 96n + 2n ** 32n - 1n;
const P521 = 2n ** 521n - 1n;
const K256 = 2n ** 256n - 2n ** 32n - 977n;

export const CURVES = {
  P256: {
    name: "prime256v1",
    crv: "P-256",
    oid: "1.2.840.10045.3.1.7",
    p: P256,
    a: P256 - 3n,
    order: 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n,
    size: 32,
    algorithm: "ES256",
  },
  P384: {
    name: "secp384r1",
    crv: "P-384",
    oid: "1.3.132.0.34",
    p: P384,
    a: P384 - 3n,
    order:
      0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973n,
    size: 48,
    algorithm: "ES384",
  },
  P521: {
    name: "secp521r1",
    crv: "P-521",
    oid: "1.3.132.0.35",
    p: P521,
    a: P521 - 3n,
    order:
      0x01fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409n,
    size: 66,
    algorithm: "ES512",
  },
  secp256k1: {
    name: "secp256k1",
    crv: "secp256k1",
    oid: "1.3.132.0.10",
    p: K256,
    a: 0n,
    order: 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n,
    size: 32,
    algorithm: "ES256K",
  },
} as const satisfies Record<string, Curve>;
