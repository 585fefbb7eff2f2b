import { execFileSync } from "node:child_process";
import { createPrivateKey, createPublicKey, X509Certificate } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { selfSign } from "../../../src/core/material/certificate-writer";
import { readX509 } from "../../../src/core/material/x509";
import { HAS_ML_DSA, keyFor } from "../../support/keys";

const DAY = 86_400_000;
const now = Date.now();

const certificateFor = (algorithm: string) => {
  const { key } = keyFor(algorithm);
  const isJwk = key.startsWith("{");
  const privateKey = createPrivateKey(isJwk ? { key: JSON.parse(key), format: "jwk" } : key);
  return { privateKey, der: selfSign("A test", privateKey, now) };
};

describe("a self-signed certificate", () => {
  const algorithms = ["RS256", "ES256", "ES384", "ES512", "ES256K", "EdDSA"];

  it.each(algorithms)("for %s is accepted by OpenSSL as its own root", (algorithm) => {
    const folder = mkdtempSync(join(tmpdir(), "jwt-bearer-certificate-"));
    const file = join(folder, "certificate.pem");
    writeFileSync(file, new X509Certificate(certificateFor(algorithm).der).toString());
    const output = execFileSync("openssl", ["verify", "-x509_strict", "-CAfile", file, file], {
      encoding: "utf8",
    });
    expect(output).toContain(": OK");
    rmSync(folder, { recursive: true });
  });

  it.each([...algorithms, ...(HAS_ML_DSA ? ["ML-DSA-44", "ML-DSA-87"] : [])])(
    "for %s has the key, the name, and a year",
    (algorithm) => {
      const { privateKey, der } = certificateFor(algorithm);
      const certificate = new X509Certificate(der);
      const publicKey = createPublicKey(privateKey);
      expect(certificate.verify(publicKey)).toBe(true);
      expect(certificate.publicKey.equals(publicKey)).toBe(true);
      expect([certificate.subject, certificate.issuer]).toEqual(["CN=A test", "CN=A test"]);
      const seconds = (time: number) => Math.floor(time / 1000) * 1000;
      const { validFrom, validTo } = readX509(der);
      expect([validFrom, validTo]).toEqual([seconds(now - DAY), seconds(now + 365 * DAY)]);
    },
  );
});
