import { secondsOf } from "../jwt/claim-times";
import { integer } from "../lib/json";
import { nodeCrypto } from "../lib/node-crypto";
import { TAG } from "../material/der";
import { encode, encodeInteger } from "../material/der-writer";
import { HS256 } from "./algorithm-cases";
import { type Case, only } from "./case";
import { type Change, replaceSignature, type Subject } from "./forge";

/** Changes the bytes of the signature. */
const withSignature = (change: (signature: Buffer) => Buffer): Change => ({
  finish: (token) =>
    replaceSignature(token, (text) => change(Buffer.from(text, "base64url")).toString("base64url")),
});

/** Bits of the last three bytes, because some bits of the last character mean nothing. */
const changeEnd = (signature: Buffer): Buffer => {
  const end = signature.subarray(-3).map((byte) => byte ^ 0x55);
  return Buffer.concat([signature.subarray(0, -3), end]);
};

/** A claim with another value that would be as good. */
function changedClaim({ content: { claims } }: Subject): Change["claims"] {
  const name = ["exp", "iat"].find((time) => Number.isSafeInteger(secondsOf(claims, time)));
  return name ? { [name]: integer(secondsOf(claims, name) - 1) } : { test: "changed" };
}

/** The numbers r and s as a SEQUENCE instead of one after the other. */
const toDer = (signature: Buffer): Buffer => {
  const half = signature.length / 2;
  const numbers = [signature.subarray(0, half), signature.subarray(half)];
  return encode(
    TAG.sequence,
    ...numbers.map((number) => encodeInteger(BigInt(`0x${number.toString("hex")}`))),
  );
};

const onlyForEc = ({ key }: Subject): string | undefined =>
  key.algorithm.family === "ec" ? undefined : "Only ES algorithms have such signatures.";

/** Whether the signature is verified, all of it, and with the right key. */
export const signatureCases: Case[] = [
  {
    id: "S1",
    name: "Last characters of the signature changed",
    variants: only(() => withSignature(changeEnd)),
    rule: "RFC 8725, section 3.3",
    meaning: "Only a part of the signature is compared, so others can find a matching one.",
    remedy: "Verify with your library instead of comparing text yourself.",
    cause: "S3",
  },
  {
    id: "S3",
    name: "Claim changed, same signature",
    variants: only((subject) => ({ claims: changedClaim(subject), keepsSignature: true })),
    rule: "RFC 8725, section 3.3",
    meaning: "The signature isn't verified, so anyone can write a token for any user.",
    remedy: "Verify each token before you read its claims. Functions that only decode verify nothing.",
  },
  {
    id: "S4",
    name: "Header changed, same signature",
    variants: only(() => ({ header: { test: "changed" }, keepsSignature: true })),
    rule: "RFC 8725, section 3.3",
    meaning: "The header isn't covered by the signature, so anyone can change it.",
    remedy: "Verify the signature over the header and payload exactly as they were received.",
    cause: "S3",
  },
  {
    id: "S5",
    name: "Empty signature",
    variants: only(() => ({ signer: null })),
    rule: "RFC 8725, section 3.3",
    meaning: "A token without a signature is accepted, so anyone can write one.",
    remedy: "Verify the signature even if it's empty. Don't skip the check for short or missing parts.",
    cause: "S3",
  },
  {
    id: "S7",
    name: "Signed with an unknown key",
    variants: only(({ unknown }) => ({ signer: unknown })),
    rule: "RFC 8725, section 3.3",
    meaning: "A signature of any key is accepted, so anyone can sign tokens.",
    remedy: "Verify with the keys in your own configuration only.",
    cause: "S3",
  },
  {
    id: "S8",
    name: "Signature of zeros",
    skip: onlyForEc,
    variants: only(() => withSignature((signature) => Buffer.alloc(signature.length))),
    rule: "CVE-2022-21449",
    meaning: "The numbers r and s may be zero, and such a signature matches every token.",
    remedy: "Update your Java runtime (15 to 18 had this bug) or your crypto library.",
    cause: "S3",
  },
  {
    id: "S9",
    name: "Signature in DER format",
    isMinor: true,
    skip: onlyForEc,
    variants: only(() => withSignature(toDer)),
    rule: "RFC 7518, section 3.4",
    meaning: "Signatures in another format are accepted, so a token has more than one valid form.",
    remedy: "Accept only r and s, one after the other. Most libraries do if you pass the algorithm.",
    cause: "S3",
  },
  {
    id: "S10",
    name: "Signed with an empty secret",
    variants: only(({ key: { algorithm } }) => {
      const hmac = algorithm.family === "hmac" ? algorithm : HS256;
      const key = nodeCrypto().createSecretKey(Buffer.alloc(0));
      return { header: { alg: hmac.name }, signer: { algorithm: hmac, key } };
    }),
    rule: "CVE-2019-20933",
    meaning: "The API verifies with an empty secret, usually because a setting is missing.",
    remedy: "Stop at startup if the secret is empty, and allow only the algorithms you use.",
    cause: "S3",
  },
];
