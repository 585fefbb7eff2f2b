import type { JsonWebKey } from "node:crypto";
import { bits, context, type DerNode, octets, oid, sequence, set, text } from "./der";
import { algorithmIdentifier, type Build, type KeyTree, oneAsymmetricKey } from "./key-tree";
import type { Ed25519Bytes } from "./material";
import type { Random } from "./random";

/** The keys of RFC 8410: their OIDs, and the length of their private and public keys. */
const OTHERS = [
  ["X25519", "1.3.101.110", 32],
  ["X448", "1.3.101.111", 56],
  ["Ed448", "1.3.101.113", 57],
] as const;

const ID_ED25519 = "1.3.101.112";

export const ed25519Jwk = ({ publicKey }: Ed25519Bytes): JsonWebKey => ({
  kty: "OKP",
  crv: "Ed25519",
  x: publicKey.toString("base64url"),
});

/** A CurvePrivateKey in version 1, or in version 2 with attributes, the public key, or both. */
function curvePrivateKey(random: Random, identifier: string, seed: Buffer, publicKey: Buffer): DerNode {
  const attributes = context(0, sequence(oid("1.2.840.113549.1.9.9.20"), set(text("Curdle Chairs"))));
  const own = bits(publicKey, "publicKey", 0x81);
  const [version, others] = random.weighted<[number, DerNode[]]>([
    [6, [0, []]],
    [2, [1, [own]]],
    [1, [1, [attributes, own]]],
    [1, [0, [attributes]]],
  ]);
  return oneAsymmetricKey(
    version,
    algorithmIdentifier(identifier),
    [octets(seed, "curvePrivateKey")],
    ...others,
  );
}

const tree = (what: string, root: DerNode, label: "PRIVATE KEY" | "PUBLIC KEY"): KeyTree => ({
  what,
  root,
  label,
  algorithms: what.endsWith("Ed25519") ? ["EdDSA"] : [],
  kind: label === "PRIVATE KEY" ? "private" : "public",
});

export const ed25519Pkcs8: Build = (random, material) => {
  const own = material.ed25519("own");
  const root = curvePrivateKey(random, ID_ED25519, own.seed, own.publicKey);
  return { ...tree("PKCS#8 Ed25519", root, "PRIVATE KEY"), verifier: ed25519Jwk(own) };
};

export const otherPkcs8: Build = (random) => {
  const [name, identifier, length] = random.pick(OTHERS);
  const root = curvePrivateKey(random, identifier, random.bytes(length), random.bytes(length));
  return tree(`PKCS#8 ${name}`, root, "PRIVATE KEY");
};

export const ed25519Spki = (own: Ed25519Bytes): DerNode =>
  sequence(algorithmIdentifier(ID_ED25519), bits(own.publicKey, "publicKey"));

export const edwardsSpki: Build = (random, material) => {
  if (random.chance(0.7)) {
    const own = material.ed25519(random.pick(["own", "other"]));
    return tree("SPKI Ed25519", ed25519Spki(own), "PUBLIC KEY");
  }
  const [name, identifier, length] = random.pick(OTHERS);
  const root = sequence(algorithmIdentifier(identifier), bits(random.bytes(length), "publicKey"));
  return tree(`SPKI ${name}`, root, "PUBLIC KEY");
};
