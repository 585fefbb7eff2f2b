import type { JsonWebKey } from "node:crypto";
import { bits, context, type DerNode, integer, nothing, oid, sequence, set, text } from "./der";
import { algorithmIdentifier, type Build, type KeyTree, oneAsymmetricKey, RSA_ALGORITHMS } from "./key-tree";
import type { RsaNumbers, RsaSize } from "./material";
import { toBytes } from "./numbers";
import type { Random } from "./random";

export const rsaEncryption = (): DerNode => algorithmIdentifier("1.2.840.113549.1.1.1", nothing());

/** RFC 8017 appendix A.1.2. */
export function rsaPrivateKey({ n, e, d, p, q, dp, dq, qi, oth }: RsaNumbers): DerNode {
  const others = oth.map((prime) =>
    sequence(
      integer(prime.r, "prime", n),
      integer(prime.d, "exponent", prime.r),
      integer(prime.t, "coefficient", prime.r),
    ),
  );
  return sequence(
    integer(oth.length > 0 ? 1 : 0, "version"),
    integer(n, "modulus", n),
    integer(e, "publicExponent", n),
    integer(d, "privateExponent", n),
    integer(p, "prime", n),
    integer(q, "prime", n),
    integer(dp, "exponent", p),
    integer(dq, "exponent", q),
    integer(qi, "coefficient", p),
    ...(oth.length > 0 ? [sequence(...others)] : []),
  );
}

/** RFC 8017 appendix A.1.1. */
export const rsaPublicKey = ({ n, e }: RsaNumbers): DerNode =>
  sequence(integer(n, "modulus", n), integer(e, "publicExponent", n));

export const rsaJwk = ({ n, e }: RsaNumbers): JsonWebKey => ({
  kty: "RSA",
  n: toBytes(n).toString("base64url"),
  e: toBytes(e).toString("base64url"),
});

/** Large keys are rare, because signing with them takes long. */
export const rsaSize = (random: Random): RsaSize =>
  random.weighted<RsaSize>([
    [60, 2048],
    [10, "other 2048"],
    [5, 1024],
    [2, 4096],
    [6, "multi-prime"],
    [1, "composite 8192"],
  ]);

/** What is known about a key of this size. */
export const known = (size: RsaSize, own: JsonWebKey): Pick<KeyTree, "isLarge" | "verifier"> =>
  size === "composite 8192" ? { isLarge: true } : { verifier: own };

export const pkcs1: Build = (random, material) => {
  const size = rsaSize(random);
  const numbers = material.rsa(size);
  return {
    what: `PKCS#1 RSA ${size}`,
    root: rsaPrivateKey(numbers),
    label: "RSA PRIVATE KEY",
    algorithms: RSA_ALGORITHMS,
    kind: "private",
    ...known(size, rsaJwk(numbers)),
  };
};

export const rsaPkcs8: Build = (random, material) => {
  const size = rsaSize(random);
  const numbers = material.rsa(size);
  const attributes = context(0, sequence(oid("1.2.840.113549.1.9.20"), set(text("a friendly name"))));
  const publicKey = bits([rsaPublicKey(numbers)], "publicKey", 0x81);
  const [version, others] = random.weighted<[number, DerNode[]]>([
    [6, [0, []]],
    [1, [0, [attributes]]],
    [1, [1, [publicKey]]],
    [1, [1, [attributes, publicKey]]],
  ]);
  return {
    what: `PKCS#8 v${version + 1} RSA ${size}`,
    root: oneAsymmetricKey(version, rsaEncryption(), [rsaPrivateKey(numbers)], ...others),
    label: "PRIVATE KEY",
    algorithms: RSA_ALGORITHMS,
    kind: "private",
    ...known(size, rsaJwk(numbers)),
  };
};

const hash = (random: Random): DerNode =>
  algorithmIdentifier(random.pick(["2.16.840.1.101.3.4.2.1", "2.16.840.1.101.3.4.2.3", "1.3.14.3.2.26"]));

/** RSASSA-PSS-params (RFC 8017 appendix A.2.3), with any of its fields missing. */
export function pssParameters(random: Random): DerNode {
  const all = [
    context(0, hash(random)),
    context(1, algorithmIdentifier("1.2.840.113549.1.1.8", hash(random))),
    context(2, integer(random.pick([0, 20, 32, 64, 2 ** 31]), "saltLength")),
    context(3, integer(random.pick([1, 2]), "trailerField")),
  ];
  return sequence(...all.filter(() => random.chance(0.7)));
}

export const rsaPss: Build = (random, material) => {
  const numbers = material.rsa(random.pick([2048, "multi-prime"]));
  const parameters = random.chance(0.7) ? [pssParameters(random)] : [];
  const identifier = algorithmIdentifier("1.2.840.113549.1.1.10", ...parameters);
  return {
    what: "PKCS#8 RSA-PSS",
    root: oneAsymmetricKey(0, identifier, [rsaPrivateKey(numbers)]),
    label: "PRIVATE KEY",
    algorithms: RSA_ALGORITHMS,
    kind: "private",
  };
};
