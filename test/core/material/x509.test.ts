import { execFileSync } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { describe, expect, it } from "vitest";
import { DerError, DerReader, TAG } from "../../../src/core/material/der";
import { encode, encodeInteger } from "../../../src/core/material/der-writer";
import { makePublicKey } from "../../../src/core/material/make-key";
import { readX509 } from "../../../src/core/material/x509";
import { keyPath } from "../../support/keys";

const made = (...words: string[]): Buffer =>
  execFileSync("openssl", ["req", "-x509", "-subj", "/CN=test", "-outform", "DER", ...words], {
    stdio: "pipe",
  });

/** A date after 2049 has a year of four digits. */
const CERTIFICATES: [string, string[]][] = [
  ["RSA, for a day", ["-key", keyPath("rsa.pkcs8.pem"), "-days", "1"]],
  ["EC, until after 2049", ["-key", keyPath("p384.pkcs8.pem"), "-days", "14000"]],
  [
    "Ed25519, with extensions",
    ["-key", keyPath("ed25519.pkcs8.pem"), "-addext", "subjectAltName=DNS:a.example"],
  ],
];

/** A certificate that is valid from and to the same time. */
function withTime(tag: number, text: string): Buffer {
  const der = made("-key", keyPath("rsa.pkcs8.pem"));
  const certificate = new DerReader(der).sequence();
  const signed = certificate.sequence();
  const parts: Buffer[] = [];
  while (!signed.isAtEnd) parts.push(signed.any().encoding);
  const time = encode(tag, Buffer.from(text));
  // Version, serial number, algorithm, issuer, validity.
  parts[4] = encode(TAG.sequence, time, time);
  return encode(TAG.sequence, encode(TAG.sequence, ...parts), certificate.rest);
}

describe("an X.509 certificate", () => {
  it.each(CERTIFICATES)("has the times and the key that Node finds: %s", (_, words) => {
    const der = made(...words);
    const found = readX509(der);
    const expected = new X509Certificate(der);
    expect(found.der).toEqual(der);
    expect([found.validFrom, found.validTo]).toEqual([expected.validFrom, expected.validTo].map(Date.parse));
    expect(makePublicKey(found.publicKey).jwk).toEqual(expected.publicKey.export({ format: "jwk" }));
  });

  it("can be followed by what OpenSSL trusts it for", () => {
    const der = made("-key", keyPath("rsa.pkcs8.pem"));
    const trusted = execFileSync("openssl", ["x509", "-trustout", "-addtrust", "emailProtection"], {
      input: `-----BEGIN CERTIFICATE-----\n${der.toString("base64").replace(/.{64}/g, "$&\n")}\n-----END CERTIFICATE-----\n`,
    }).toString();
    const bytes = Buffer.from(trusted.replace(/-----.*-----/g, ""), "base64");
    expect(bytes.length).toBeGreaterThan(der.length);
    expect(readX509(bytes).der).toEqual(der);
  });

  it.each([
    ["491231235959Z", Date.UTC(2049, 11, 31, 23, 59, 59)],
    ["500101000000Z", Date.UTC(1950, 0, 1)],
  ])("has two digits of a year from 1950 to 2049: %s", (text, time) => {
    expect(readX509(withTime(TAG.utcTime, text)).validFrom).toBe(time);
  });

  it.each<[string, (signed: Buffer, algorithm: Buffer, signature: Buffer) => Buffer[]]>([
    ["no signature", (signed, algorithm) => [signed, algorithm]],
    ["a number instead of its signature", (signed, algorithm) => [signed, algorithm, encodeInteger(1n)]],
    ["something after its signature", (...parts) => [...parts, encodeInteger(1n)]],
  ])("is rejected with %s", (_, change) => {
    const reader = new DerReader(made("-key", keyPath("rsa.pkcs8.pem"))).sequence();
    const [signed, algorithm, signature] = [reader, reader, reader].map((part) => part.any().encoding);
    const parts = change(signed as Buffer, algorithm as Buffer, signature as Buffer);
    expect(() => readX509(encode(TAG.sequence, ...parts))).toThrow(DerError);
  });

  it.each([
    ["a month too many", TAG.utcTime, "261301000000Z"],
    ["no month", TAG.utcTime, "260001000000Z"],
    ["a day that does not exist", TAG.utcTime, "260229000000Z"],
    ["a second too many", TAG.utcTime, "260101000060Z"],
    ["no time zone", TAG.utcTime, "260101000000"],
    ["letters", TAG.utcTime, "26O101000000Z"],
    ["a short year in the longer form", TAG.generalizedTime, "260101000000Z"],
    ["a time in a number", TAG.integer, "260101000000Z"],
  ])("is rejected if its time has %s", (_, tag, text) => {
    expect(() => readX509(withTime(tag, text))).toThrow(DerError);
  });
});
