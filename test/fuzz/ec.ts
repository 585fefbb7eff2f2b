import type { JsonWebKey } from "node:crypto";
import { CURVES, type Curve } from "./curves";
import { bits, context, type DerNode, integer, octets, oid, sequence } from "./der";
import { algorithmIdentifier, type Build, type KeyTree, oneAsymmetricKey } from "./key-tree";
import { type EcNumbers, pointOf } from "./material";
import { modulo, toBytes } from "./numbers";
import type { Random } from "./random";

const ecPublicKey = "1.2.840.10045.2.1";

type PointForm = "uncompressed" | "compressed" | "hybrid";

/** An ECPoint (SEC 1 section 2.3.3; for hybrid, ANSI X9.62). */
export function toPoint({ x, y, curve: { size } }: EcNumbers, form: PointForm = "uncompressed"): Buffer {
  const sign = Number(y & 1n);
  const prefix = { uncompressed: 4, compressed: 2 + sign, hybrid: 6 + sign }[form];
  const coordinates = form === "compressed" ? [toBytes(x, size)] : [toBytes(x, size), toBytes(y, size)];
  return Buffer.concat([Buffer.from([prefix]), ...coordinates]);
}

const pointForm = (random: Random): PointForm =>
  random.weighted<PointForm>([
    [8, "uncompressed"],
    [1, "compressed"],
    [1, "hybrid"],
  ]);

/** SpecifiedECDomain (SEC 1 appendix C.2): all numbers of a curve in place of its OID. */
function explicitParameters(random: Random, curve: Curve): DerNode {
  const { p, a, order, size } = curve;
  const { x, y } = pointOf(curve, 1n);
  const b = modulo(y * y - x * x * x - a * x, p);
  const seed = random.chance(0.3) ? [bits(random.bytes(20), "seed")] : [];
  return sequence(
    integer(random.pick([1, 1, 2, 3]), "version"),
    sequence(oid("1.2.840.10045.1.1"), integer(p, "prime", p)),
    sequence(octets(toBytes(a, size), "a", p), octets(toBytes(b, size), "b", p), ...seed),
    octets(toPoint({ curve, d: 1n, x, y }, pointForm(random)), "base", p),
    integer(order, "order", order),
    ...(random.chance(0.8) ? [integer(1, "cofactor")] : []),
  );
}

/** A curve over a field of characteristic two (SEC 1 appendix C.2), whose size is any number. */
function binaryParameters(random: Random): DerNode {
  const m = random.weighted([
    [4, random.pick([113, 163, 233, 571])],
    [2, 600 + random.below(10_000)],
    [1, random.pick([0, 1, 100_000, 2 ** 31])],
  ]);
  const size = Math.min(Math.ceil(m / 8), 20_000);
  const [basis, parameters] = random.pick([
    ["1.2.840.10045.1.2.3.2", integer(random.pick([9, m - 1, m, 0, -1]), "trinomial")],
    ["1.2.840.10045.1.2.3.3", sequence(integer(3, "k1"), integer(6, "k2"), integer(7, "k3"))],
    ["1.2.840.10045.1.2.3.1", { tag: 0x05, content: Buffer.alloc(0) }],
  ] satisfies [string, DerNode][]);
  return sequence(
    integer(1, "version"),
    sequence(oid("1.2.840.10045.1.2"), sequence(integer(m, "m"), oid(basis), parameters)),
    sequence(octets(random.bytes(size), "a"), octets(random.bytes(size), "b")),
    octets(Buffer.concat([Buffer.from([4]), random.bytes(2 * size)]), "base"),
    integer(random.bits(8 * size), "order"),
    integer(2, "cofactor"),
  );
}

function ecParameters(random: Random, curve: Curve): [what: string, parameters: DerNode] {
  return random.weighted<() => [string, DerNode]>([
    [20, () => [curve.crv, oid(curve.oid)]],
    [2, () => [`${curve.crv} in explicit parameters`, explicitParameters(random, curve)]],
    [1, () => ["a curve of characteristic two", binaryParameters(random)]],
  ])();
}

/** P-521 is rare, because OpenSSL needs ten times as long for it as for P-256. */
export const curveOf = (random: Random): Curve =>
  random.weighted<Curve>([
    [5, CURVES.P256],
    [2, CURVES.P384],
    [1, CURVES.P521],
    [2, CURVES.secp256k1],
  ]);

export const ecJwk = ({ curve, x, y }: EcNumbers): JsonWebKey => ({
  kty: "EC",
  crv: curve.crv,
  x: toBytes(x, curve.size).toString("base64url"),
  y: toBytes(y, curve.size).toString("base64url"),
});

/** RFC 5915 section 3. */
function ecPrivateKey(random: Random, numbers: EcNumbers, parameters: DerNode[]): DerNode {
  const { curve, d } = numbers;
  const point = bits(toPoint(numbers, pointForm(random)), "publicKey");
  return sequence(
    integer(1, "version"),
    octets(toBytes(d, curve.size), "ecPrivateKey", curve.order),
    ...parameters.map((parameter) => context(0, parameter)),
    ...(random.chance(0.75) ? [context(1, { ...point, limit: curve.p })] : []),
  );
}

const tree = (what: string, numbers: EcNumbers, root: DerNode, label: string): KeyTree => ({
  what,
  root,
  label,
  algorithms: numbers.curve.algorithm ? [numbers.curve.algorithm] : [],
  kind: label === "PUBLIC KEY" ? "public" : "private",
  verifier: what.endsWith("two") ? undefined : ecJwk(numbers),
});

export const sec1: Build = (random, material) => {
  const numbers = material.ec(curveOf(random), "own");
  const [what, parameters] = ecParameters(random, numbers.curve);
  const shown = random.chance(0.9) ? [parameters] : [];
  return tree(`SEC1 ${what}`, numbers, ecPrivateKey(random, numbers, shown), "EC PRIVATE KEY");
};

export const ecPkcs8: Build = (random, material) => {
  const numbers = material.ec(curveOf(random), "own");
  const [what, parameters] = ecParameters(random, numbers.curve);
  const inside = random.chance(0.2) ? [parameters] : [];
  const identifier = algorithmIdentifier(ecPublicKey, parameters);
  const key = ecPrivateKey(random, numbers, inside);
  return tree(`PKCS#8 ${what}`, numbers, oneAsymmetricKey(0, identifier, [key]), "PRIVATE KEY");
};

export const ecSpki: Build = (random, material) => {
  const numbers = material.ec(curveOf(random), random.pick(["own", "other"]));
  const [what, parameters] = ecParameters(random, numbers.curve);
  const point = bits(toPoint(numbers, pointForm(random)), "publicKey");
  const root = sequence(algorithmIdentifier(ecPublicKey, parameters), { ...point, limit: numbers.curve.p });
  return tree(`SPKI ${what}`, numbers, root, "PUBLIC KEY");
};
