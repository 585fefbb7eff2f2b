import type { Json, JsonObject } from "../lib/json";
import { nodeCrypto } from "../lib/node-crypto";
import { type Case, only, type Variant } from "./case";
import type { Change, Subject } from "./forge";

/** Signs with the embedded key. If tokens have a key ID, an API may look it up first, so another one is tried, too. */
function embeddings(
  { content, unknown, nonce }: Subject,
  headerWith: (kid: Json | undefined) => Change["header"],
): Variant[] {
  const kid = content.header.get("kid");
  const ids =
    kid === undefined
      ? [{ kid }]
      : [
          { kid, name: "your kid" },
          { kid: nonce, name: "another kid" },
        ];
  return ids.map(({ kid, ...variant }) => ({
    ...variant,
    change: { header: { ...headerWith(kid), kid }, signer: unknown },
  }));
}

/** The unknown certificate as `x5c`, with the thumbprints that tokens usually have. */
function certificateHeader({ content, unknown: { certificate = "" } }: Subject): Change["header"] {
  const digest = (hash: string) =>
    nodeCrypto().createHash(hash).update(Buffer.from(certificate, "base64")).digest("base64url");
  return {
    x5c: [certificate],
    ...(content.header.has("x5t") ? { x5t: digest("sha1") } : {}),
    ...(content.header.has("x5t#S256") ? { "x5t#S256": digest("sha256") } : {}),
  };
}

const withKid = (jwk: JsonObject, kid: Json | undefined): JsonObject =>
  kid === undefined ? jwk : new Map([...jwk, ["kid", kid]]);

/** Whether the header can make the API trust another key, or skip what it does not understand. */
export const headerCases: Case[] = [
  {
    id: "H4",
    name: "Unknown kid",
    variants: ({ content, nonce }) => [
      {
        change: { header: { kid: nonce } },
        policy: content.header.has("kid") ? undefined : "because your own tokens have no kid",
      },
    ],
    rule: "RFC 8725, section 3.10, and RFC 7515, section 4.1.4",
    meaning: "A key ID that the API doesn't know is ignored, so a revoked key may still work.",
    remedy: "Reject tokens whose kid isn't among your keys. Don't fall back to another key.",
    cause: "S3",
  },
  {
    id: "H1",
    name: "Unknown key embedded as jwk",
    variants: (subject) => embeddings(subject, (kid) => ({ jwk: withKid(subject.unknown.jwk, kid) })),
    rule: "CVE-2018-0114",
    meaning: "The API trusts the key that comes with the token, so anyone can sign tokens.",
    remedy: "Ignore jwk in the header, and verify with the keys in your own configuration only.",
    cause: "S3",
  },
  {
    id: "H2",
    name: "Unknown certificate embedded as x5c",
    skip: ({ unknown }) =>
      unknown.certificate ? undefined : "Your key is a shared secret, and those have no certificates.",
    variants: (subject) => embeddings(subject, () => certificateHeader(subject)),
    rule: "RFC 8725, section 3.10, and RFC 7515, section 4.1.6",
    meaning: "The API trusts the certificate that comes with the token, so anyone can sign tokens.",
    remedy: "Ignore x5c, or accept it only if it leads to a root certificate that you configured.",
    cause: "S3",
  },
  {
    id: "H7",
    name: "Unknown extension in crit",
    isMinor: true,
    variants: only(() => ({ header: { crit: ["test"], test: true } })),
    rule: "RFC 7515, section 4.1.11",
    meaning: "The API ignores crit, so an extension that the token requires isn't processed.",
    remedy: "Reject tokens that list a name in crit that your code doesn't process.",
  },
];
