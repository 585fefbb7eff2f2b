import { createPrivateKey, sign } from "node:crypto";
import { CURVES } from "./curves";
import { bits, context, type DerNode, encode, integer, octets, oid, sequence, set, TAG, text } from "./der";
import { toPoint } from "./ec";
import { ed25519Spki } from "./edwards";
import { algorithmIdentifier, type Build, type KeyTree, RSA_ALGORITHMS } from "./key-tree";
import type { Material } from "./material";
import type { Random } from "./random";
import { rsaEncryption, rsaPublicKey, rsaSize } from "./rsa";

const rsaSpkiOf = (material: Material): DerNode =>
  sequence(rsaEncryption(), bits([rsaPublicKey(material.rsa(2048))], "publicKey"));

export const rsaSpki: Build = (random, material) => {
  const key = bits([rsaPublicKey(material.rsa(rsaSize(random)))], "publicKey");
  const root = sequence(rsaEncryption(), key);
  return { what: "SPKI RSA", root, label: "PUBLIC KEY", algorithms: RSA_ALGORITHMS, kind: "public" };
};

export const pkcs1Public: Build = (random, material) => ({
  what: "PKCS#1 public",
  root: rsaPublicKey(material.rsa(rsaSize(random))),
  label: "RSA PUBLIC KEY",
  algorithms: RSA_ALGORITHMS,
  kind: "public",
});

/** The keys that sign, so that a certificate can match the key beside it. */
function subjectKey(random: Random, material: Material): [algorithms: string[], spki: DerNode] {
  const p256 = material.ec(CURVES.P256, "own");
  const point = bits(toPoint(p256), "publicKey");
  const ecSpki = sequence(algorithmIdentifier("1.2.840.10045.2.1", oid(p256.curve.oid)), point);
  return random.pick<[string[], DerNode]>([
    [["RS256"], rsaSpkiOf(material)],
    [["ES256"], ecSpki],
    [["EdDSA"], ed25519Spki(material.ed25519("own"))],
  ]);
}

const name = (commonName: string): DerNode => sequence(set(sequence(oid("2.5.4.3"), text(commonName))));

/** Signed with Ed25519, because its signatures need no random number. */
function signed(
  what: string,
  label: string,
  algorithms: string[],
  body: DerNode,
  material: Material,
): KeyTree {
  const head = Buffer.from("302e020100300506032b657004220420", "hex");
  const key = Buffer.concat([head, material.ed25519("own").seed]);
  const signature = sign(null, encode(body), createPrivateKey({ key, format: "der", type: "pkcs8" }));
  const root = sequence(body, algorithmIdentifier("1.3.101.112"), bits(signature, "signature"));
  return { what, root, label, algorithms, kind: "certificate" };
}

/** RFC 5280 section 4.1. */
export const certificate: Build = (random, material) => {
  const [algorithms, spki] = subjectKey(random, material);
  const time = (value: string) => text(value, TAG.utcTime);
  const alternatives = octets([sequence({ tag: 0x82, content: Buffer.from("host.example") })]);
  const extensions = [
    sequence(oid("2.5.29.17"), alternatives),
    sequence(
      oid("2.5.29.15"),
      { tag: 0x01, content: Buffer.from([0xff]) },
      octets([bits(Buffer.from([0x80]))]),
    ),
  ];
  const body = sequence(
    context(0, integer(2, "version")),
    integer(random.bits(64), "serialNumber"),
    algorithmIdentifier("1.3.101.112"),
    name("issuer"),
    sequence(time("250101000000Z"), time("490101000000Z")),
    name("subject"),
    spki,
    ...(random.chance(0.7) ? [context(3, sequence(...extensions))] : []),
  );
  return signed(`certificate for ${algorithms}`, "CERTIFICATE", algorithms, body, material);
};

/** RFC 2986 section 4. */
export const request: Build = (random, material) => {
  const [algorithms, spki] = subjectKey(random, material);
  const body = sequence(integer(0, "version"), name("subject"), spki, context(0));
  return signed("certificate request", "CERTIFICATE REQUEST", algorithms, body, material);
};
