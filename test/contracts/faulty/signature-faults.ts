import { timingSafeEqual, verify } from "node:crypto";
import { decodeStrictly, partsOf, strict } from "./checks";
import { type Fault, inEach } from "./fault";
import { hmac } from "./signature";

/* APIs that accept signatures that they should not. */

/** What passes where no signature is needed. The cases with another algorithm or key ID fail before. */
const FORGED = ["S1", "S3", "S4", "S5", "S7"];
const EMBEDDED = ["H1", "H2"];

const ignored = { signature: () => true };

export const signatureFaults: Fault[] = [
  ...inEach(["RS256"], "ignores the signature", ignored, [...FORGED, ...EMBEDDED], "S3"),
  ...inEach(["ES256"], "ignores the signature", ignored, [...FORGED, "S8", "S9", ...EMBEDDED], "S3"),
  ...inEach(["HS256"], "ignores the signature", ignored, [...FORGED, "S10", "H1"], "S3"),

  ...inEach(
    ["RS256", "ES256", "HS256"],
    "accepts an empty signature",
    { signature: (token, key) => token.signature.length === 0 || strict.signature(token, key) },
    ["S5"],
  ),

  ...inEach(
    ["RS256"],
    "accepts any signature of the right length",
    { signature: ({ signature }) => signature.length === 256 },
    ["S1", "S3", "S4", "S7", ...EMBEDDED],
    "S3",
  ),
  ...inEach(
    ["ES256"],
    "accepts any signature of the right length",
    { signature: ({ signature }) => signature.length === 64 },
    ["S1", "S3", "S4", "S7", "S8", ...EMBEDDED],
    "S3",
  ),
  ...inEach(
    ["HS256"],
    "accepts any signature of the right length",
    { signature: ({ signature }) => signature.length === 32 },
    ["S1", "S3", "S4", "S7", "S10", "H1"],
    "S3",
  ),

  ...inEach(
    ["HS256"],
    "compares only the first 16 bytes of the HMAC",
    {
      signature: ({ input, signature }, key) =>
        signature.length === 32 &&
        timingSafeEqual(hmac(input, key).subarray(0, 16), signature.subarray(0, 16)),
    },
    ["S1"],
  ),
  ...inEach(
    ["HS256"],
    "compares only as many bytes as the token has",
    {
      signature: ({ input, signature }, key) =>
        signature.length <= 32 && hmac(input, key).subarray(0, signature.length).equals(signature),
    },
    ["S5"],
  ),

  ...inEach(
    ["ES256"],
    "accepts a signature in DER format",
    {
      signature: (token, key) =>
        strict.signature(token, key) || verify("sha256", Buffer.from(token.input), key, token.signature),
    },
    ["S9"],
  ),
  ...inEach(
    ["ES256"],
    "accepts r = s = 0",
    {
      signature: (token, key) =>
        strict.signature(token, key) ||
        (token.signature.length === 64 && token.signature.every((byte) => byte === 0)),
    },
    ["S8"],
  ),

  ...inEach(
    ["RS256", "ES256", "HS256"],
    "accepts standard base64 with padding in the signature",
    {
      parts: (token) =>
        strict.parts(token) ??
        partsOf(token, (part, index) =>
          index === 2 && /^[A-Za-z\d+/]+={0,2}$/.test(part)
            ? Buffer.from(part, "base64")
            : decodeStrictly(part),
        ),
    },
    ["F1"],
  ),
  ...inEach(
    ["RS256", "ES256"],
    "removes white space from the token",
    { parts: (token) => strict.parts(token.replaceAll(/\s/g, "")) },
    ["F1"],
  ),
  // Node's decoder skips anything that is not base64.
  ...inEach(
    ["HS256"],
    "decodes whatever looks like base64",
    { parts: (token) => partsOf(token, (part) => Buffer.from(part, "base64")) },
    ["F1"],
  ),
];
