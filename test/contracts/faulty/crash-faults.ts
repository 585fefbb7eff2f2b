import { timingSafeEqual } from "node:crypto";
import { ISSUER } from "../parties";
import { strict } from "./checks";
import { type Fault, inEach } from "./fault";
import { lenientObject } from "./json";
import { Hangup } from "./judge";
import { KEY_ID } from "./settings";
import { hmac } from "./signature";

/* APIs that reject a token by failing. Cases that are a matter of policy count too, because an API should not crash. */

const crash = (): never => {
  throw new Error("not handled");
};

export const crashFaults: Fault[] = [
  ...inEach(
    ["RS256", "HS256"],
    "crashes if alg is missing",
    { alg: (header, api) => strict.alg({ alg: (header.alg as string).trim() }, api) },
    ["A5"],
  ),
  // A4 changes only the algorithms of RSA keys and secrets.
  ...inEach(
    ["RS256"],
    "crashes on any other alg",
    { alg: (header, api) => strict.alg(header, api) ?? crash() },
    ["A1", "A3", "A4", "A5", "S10"],
    "A5",
  ),
  ...inEach(
    ["ES256"],
    "crashes on any other alg",
    { alg: (header, api) => strict.alg(header, api) ?? crash() },
    ["A1", "A3", "A5", "S10"],
    "A5",
  ),
  ...inEach(
    ["HS256"],
    "crashes if kid is unknown",
    { key: ({ kid }, { key }) => (kid === KEY_ID ? key : crash()) },
    ["H4", "H1"],
  ),
  // Embedded keys come with the ID of the API's key, and with their own.
  ...inEach(
    ["RS256", "ES256"],
    "crashes if kid is unknown",
    { key: ({ kid }, { key }) => (kid === KEY_ID ? key : crash()) },
    ["H4", "H1", "H2"],
  ),
  ...inEach(["ES256"], "crashes on crit", { crit: (value) => value === undefined || crash() }, ["H7"]),
  ...inEach(
    ["HS256"],
    "crashes on a signature of another length",
    { signature: ({ input, signature }, key) => timingSafeEqual(hmac(input, key), signature) },
    ["S5"],
  ),
  ...inEach(
    ["ES256"],
    "crashes on a signature of another length",
    { signature: (token, key) => (token.signature.length === 64 ? strict.signature(token, key) : crash()) },
    ["S5", "S9"],
  ),
  ...inEach(
    ["RS256"],
    "crashes on a wrong signature",
    { signature: (token, key) => strict.signature(token, key) || crash() },
    ["S1", "S3", "S4", "S5", "S7", "H1", "H2"],
    "S3",
  ),
  ...inEach(
    ["ES256"],
    "closes the connection if r = s = 0",
    {
      signature: (token, key) => {
        if (token.signature.length > 0 && token.signature.every((byte) => byte === 0)) throw new Hangup();
        return strict.signature(token, key);
      },
    },
    ["S8"],
  ),
  ...inEach(["RS256"], "crashes on malformed base64", { parts: (token) => strict.parts(token) ?? crash() }, [
    "F1",
  ]),
  ...inEach(
    ["RS256", "HS256"],
    "crashes on a large token",
    { size: (token) => strict.size(token) || crash() },
    ["F6"],
  ),
  ...inEach(
    ["RS256"],
    "crashes if exp is text",
    { exp: (value, now, api) => (typeof value === "string" ? crash() : strict.exp(value, now, api)) },
    ["T4"],
  ),
  ...inEach(
    ["HS256"],
    "crashes if exp is out of range for a date",
    {
      exp: (value, now, api) =>
        strict.exp(value, now, api) ||
        // A RangeError, unless the time is one that a date can have.
        (typeof value === "number" && new Date(value * 1000).toISOString() === ""),
    },
    ["T4"],
  ),
  ...inEach(
    ["RS256"],
    "crashes on an expired token",
    {
      exp: (value, now, api) =>
        Number(value) <= now && typeof value === "number" ? crash() : strict.exp(value, now, api),
    },
    ["T1", "T2", "T4"],
  ),
  ...inEach(
    ["ES256"],
    "crashes if iss is missing",
    { iss: (value) => (value as string).replace(/\/$/, "") === ISSUER },
    ["I1"],
  ),
  ...inEach(
    ["RS256"],
    "crashes if aud is missing",
    { aud: (value, now, api) => (value as string).length > 0 && strict.aud(value, now, api) },
    ["I2"],
  ),
  ...inEach(["RS256"], "crashes if sub is missing", { sub: (value) => (value as string).length > 0 }, ["I4"]),
  ...inEach(
    ["ES256"],
    "crashes on a used jti",
    { jti: (value, now, api) => strict.jti(value, now, api) || crash() },
    ["I5"],
  ),
  ...inEach(["HS256"], "crashes on another typ", { typ: (value) => strict.typ(value) || crash() }, ["Y1"]),
  ...inEach(
    ["RS256"],
    "crashes on a claim that occurs twice",
    { claims: (bytes) => strict.claims(bytes) ?? (lenientObject(bytes) ? crash() : undefined) },
    ["F5"],
  ),
];
