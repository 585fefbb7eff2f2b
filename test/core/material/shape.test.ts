import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { DerError, TAG } from "../../../src/core/material/der";
import { encode, encodeInteger } from "../../../src/core/material/der-writer";
import { findShape, shapeOf } from "../../../src/core/material/shape";
import { keyPath } from "../../support/keys";

const made = (command: string) =>
  execFileSync(
    "openssl",
    command.split(" ").map((word) => (word.endsWith(".pem") ? keyPath(word) : word)),
    {
      stdio: "pipe",
    },
  );

describe("DER", () => {
  it.each([
    ["pkcs8", "pkcs8 -topk8 -nocrypt -in rsa.pkcs8.pem -outform DER"],
    ["encryptedPkcs8", "pkcs8 -topk8 -in p256.sec1.pem -passout pass:word -outform DER"],
    ["pkcs1", "rsa -in rsa.pkcs8.pem -traditional -outform DER"],
    ["pkcs1", "genrsa -primes 3 -traditional -outform DER 2048"],
    ["sec1", "ec -in p256.sec1.pem -outform DER"],
    ["sec1", "ec -in p256.sec1.pem -no_public -outform DER"],
    ["spki", "pkey -in p256.sec1.pem -pubout -outform DER"],
    ["rsaPublicKey", "rsa -in rsa.pkcs8.pem -RSAPublicKey_out -outform DER"],
    ["certificate", "req -x509 -key rsa.pkcs8.pem -subj /CN=a -outform DER"],
    ["request", "req -new -key rsa.pkcs8.pem -subj /CN=a -outform DER"],
    ["pkcs12", "pkcs12 -export -in rsa.certificate.pem -inkey rsa.pkcs8.pem -passout pass:word"],
  ])("is recognized as %s from openssl %s", (shape, command) => {
    // `openssl genrsa` has no DER.
    const output = made(command.replace("-outform DER 2048", "2048"));
    const pem = /-----BEGIN [A-Z ]+-----(.*?)-----END/s.exec(output.toString("latin1"))?.[1];
    expect(shapeOf(pem ? Buffer.from(pem, "base64") : output)).toBe(shape);
  });

  it("of another structure has no shape, and neither have other bytes", () => {
    expect(
      shapeOf(encode(TAG.sequence, ...Array.from({ length: 20 }, () => encodeInteger(1n)))),
    ).toBeUndefined();
    expect(() => shapeOf(encode(TAG.octetString, Buffer.alloc(9)))).toThrow(DerError);
    expect(findShape(Buffer.from("text"))).toBeUndefined();
  });
});
