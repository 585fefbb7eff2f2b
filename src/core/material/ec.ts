import type { KeyObject } from "node:crypto";
import type { JWK } from "jose";
import { nodeCrypto } from "../lib/node-crypto";
import type { Curve } from "./curves";
import { BadKey } from "./key-errors";
import { power, toBytes, toNumber } from "./numbers";
import type { EcParts } from "./parts";

/** The coordinates of a point. */
export interface Point {
  x: bigint;
  y: bigint;
}

/**
 * Reads a point (SEC 1 section 2.3.4): compressed, uncompressed, or both at once.
 *
 * @throws BadKey if it is not on the curve
 */
export function readPoint(bytes: Buffer, curve: Curve): Point {
  const [form = 0] = bytes;
  const x = toNumber(bytes.subarray(1, 1 + curve.bytes));
  if (form === 2 || form === 3) {
    if (bytes.length !== 1 + curve.bytes || x >= curve.p) throw new BadKey();
    const y = rootOf(x, curve);
    const isOdd = form === 3;
    return checkPoint({ x, y: (y % 2n === 1n) === isOdd ? y : curve.p - y }, curve);
  }
  const y = toNumber(bytes.subarray(1 + curve.bytes));
  const isForm = form === 4 || form === (y % 2n === 1n ? 7 : 6);
  if (!isForm || bytes.length !== 1 + 2 * curve.bytes) throw new BadKey();
  return checkPoint({ x, y }, curve);
}

/** The right side of the curve's equation. */
const cubic = (x: bigint, { p, a, b }: Curve): bigint => ((((x * x + a) * x + b) % p) + p) % p;

/** A y for an x. The primes of all curves leave 3 when divided by 4, which makes the square root a power. */
const rootOf = (x: bigint, curve: Curve): bigint => power(cubic(x, curve), (curve.p + 1n) / 4n, curve.p);

/** @throws BadKey if the point is not on the curve */
function checkPoint(point: Point, curve: Curve): Point {
  const { x, y } = point;
  if (x >= curve.p || y >= curve.p || (y * y) % curve.p !== cubic(x, curve)) throw new BadKey();
  return point;
}

/** The public point of a private number. The caller checks the number. */
export function pointOf(d: bigint, { nodeName, bytes }: Curve): Point {
  const ecdh = nodeCrypto().createECDH(nodeName);
  ecdh.setPrivateKey(toBytes(d, bytes));
  const point = ecdh.getPublicKey();
  return { x: toNumber(point.subarray(1, 1 + bytes)), y: toNumber(point.subarray(1 + bytes)) };
}

const jwkOf = ({ x, y }: Point, { name, bytes }: Curve): JWK => ({
  kty: "EC",
  crv: name,
  x: toBytes(x, bytes).toString("base64url"),
  y: toBytes(y, bytes).toString("base64url"),
});

/** @throws BadKey if there is no point, or none on the curve */
export function ecJwk({ curve, x, y }: EcParts): JWK {
  if (x === undefined || y === undefined) throw new BadKey();
  return jwkOf(checkPoint({ x, y }, curve), curve);
}

/** @throws BadKey if the private number is out of range, or the point is not its own */
export function makeEcKey({ curve, d = 0n, x, y }: EcParts): { key: KeyObject; jwk: JWK } {
  // Node 20 aborts its process for a number that is longer than the curve's order.
  if (d <= 0n || d >= curve.order) throw new BadKey();
  const point = pointOf(d, curve);
  if ((x ?? point.x) !== point.x || (y ?? point.y) !== point.y) throw new BadKey();
  const jwk = jwkOf(point, curve);
  const key = { ...jwk, d: toBytes(d, curve.bytes).toString("base64url") };
  return { key: nodeCrypto().createPrivateKey({ key, format: "jwk" }), jwk };
}
