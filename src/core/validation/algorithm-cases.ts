import { type Algorithm, algorithms } from "../keys/algorithms";
import { nodeCrypto } from "../lib/node-crypto";
import type { Case, Variant } from "./case";
import type { Subject } from "./forge";

/** What attacks on public keys and empty secrets use. */
export const HS256 = algorithms.get("HS256") as Algorithm;

/** How people store the public key that their API verifies with, by name. */
function publicForms({ key: { publicKey } }: Subject): [name: string, form: string | Buffer][] {
  if (!publicKey) return [];
  const { key } = publicKey;
  const pem = key.export({ type: "spki", format: "pem" }) as string;
  return [
    ["PEM", pem],
    ["PEM without its last line break", pem.trimEnd()],
    ...(key.asymmetricKeyType === "rsa"
      ? [["PKCS#1 PEM", key.export({ type: "pkcs1", format: "pem" })] as [string, string]]
      : []),
    ["DER", key.export({ type: "spki", format: "der" })],
  ];
}

/** The other algorithms that the key can sign with: one with another hash, and one with another padding or name. */
function otherAlgorithms({ key: { algorithm, key } }: Subject): Algorithm[] {
  const { kty, curve, hash, saltLength } = algorithm;
  // A key that is only for PSS has its own parameters.
  if (key.asymmetricKeyType === "rsa-pss") return [];
  const others = [...algorithms.values()].filter(
    (other) => other !== algorithm && kty !== undefined && other.kty === kty && other.curve === curve,
  );
  const sameHash = others.find((other) => other.hash === hash);
  const otherHash = others.findLast(
    (other) => other.hash !== hash && (other.saltLength === undefined) === (saltLength === undefined),
  );
  return [sameHash, otherHash].flatMap((other) => other ?? []);
}

/** Whether the algorithm is the one that the API expects, whatever the token says. */
export const algorithmCases: Case[] = [
  {
    id: "A1",
    name: "Unsigned",
    variants: () =>
      ["none", "None", "NONE", "nOnE"].map(
        (alg): Variant => ({ name: `alg ${alg}`, change: { header: { alg }, signer: null } }),
      ),
    rule: "RFC 8725, section 3.1",
    meaning: "Unsigned tokens are accepted, so anyone can create one.",
    remedy: "Pass your library the list of algorithms you use. Don't block names: case variants get through.",
    cause: "S3",
  },
  {
    id: "A3",
    name: "HS256 with the public key as the secret",
    skip: ({ key }) => (key.publicKey ? undefined : "Your key is a shared secret, so there's no public key."),
    variants: (subject) =>
      publicForms(subject).map(([name, form]) => ({
        name,
        change: {
          header: { alg: HS256.name },
          signer: { algorithm: HS256, key: nodeCrypto().createSecretKey(Buffer.from(form)) },
        },
      })),
    rule: "RFC 8725, section 2.1",
    meaning:
      "If alg is HS256, the API uses your public key as the secret, so anyone who has that key can sign tokens.",
    remedy: "Pass your library the list of algorithms you use, without any HS algorithm.",
    cause: "S3",
  },
  {
    id: "A4",
    name: "Another algorithm of the same key",
    policy: "but RFC 8725 allows one algorithm per key",
    skip: (subject) =>
      otherAlgorithms(subject).length > 0 ? undefined : "Your key works with one algorithm only.",
    variants: (subject) =>
      otherAlgorithms(subject).map((algorithm) => ({
        name: algorithm.name,
        change: { header: { alg: algorithm.name }, signer: { algorithm, key: subject.key.key } },
      })),
    rule: "RFC 8725, section 3.1",
  },
  {
    id: "A5",
    name: "Wrong alg",
    isMinor: true,
    variants: () => [
      { name: "missing", change: { header: { alg: undefined } } },
      { name: "unknown", change: { header: { alg: "XX256" } } },
    ],
    rule: "RFC 7515, section 4.1.1",
    meaning: "The API doesn't compare the token's algorithm with its own.",
    remedy: "Reject tokens whose alg isn't in the list of algorithms you use.",
    cause: "S3",
  },
];
