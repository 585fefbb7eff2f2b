import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import type { Values } from "../../../src/core/form/types";
import { base64, keyPath, pem, SECRET } from "../../support/keys";
import { failure, sign } from "../../support/sign";

const ec = (more: Values = {}) => ({
  algorithm: "ES256",
  key: pem("p256.pkcs8.pem"),
  certificate: pem("p256.certificate.pem"),
  ...more,
});
const rsa = (more: Values = {}) => ({
  algorithm: "RS256",
  key: pem("rsa.pkcs1.pem"),
  certificate: pem("rsa.certificate.pem"),
  ...more,
});

/** A certificate's thumbprint as OpenSSL prints it, in base64url. */
function fingerprint(name: string, hash: "sha1" | "sha256"): string {
  const words = ["x509", "-in", keyPath(name), "-noout", "-fingerprint", `-${hash}`];
  const [, hex = ""] = execFileSync("openssl", words, { encoding: "utf8" }).trim().split("=");
  return Buffer.from(hex.replaceAll(":", ""), "hex").toString("base64url");
}

/** A certificate's DER as OpenSSL writes it, in base64. */
const der = (name: string) =>
  execFileSync("openssl", ["x509", "-in", keyPath(name), "-outform", "DER"]).toString("base64");

describe("a certificate", () => {
  it.each<[string, string | undefined, () => object]>([
    [
      "its SHA-256 thumbprint unless another choice is made",
      undefined,
      () => ({ "x5t#S256": fingerprint("p256.certificate.pem", "sha256") }),
    ],
    ["its SHA-1 thumbprint", "x5t", () => ({ x5t: fingerprint("p256.certificate.pem", "sha1") })],
    [
      "both thumbprints",
      "both",
      () => ({
        x5t: fingerprint("p256.certificate.pem", "sha1"),
        "x5t#S256": fingerprint("p256.certificate.pem", "sha256"),
      }),
    ],
    ["itself", "x5c", () => ({ x5c: [der("p256.certificate.pem")] })],
  ])("puts %s into the header", async (_, certificateHeader, parameters) => {
    expect((await sign(ec({ certificateHeader }))).header).toEqual({
      alg: "ES256",
      typ: "JWT",
      ...parameters(),
    });
  });

  it("with its chain goes in whole, its own first", async () => {
    const certificate = `some text\n${pem("p256.certificate.pem")}\n${pem("rsa.certificate.pem")}`;
    const { header } = await sign(ec({ certificate, certificateHeader: "x5c" }));
    expect(header.x5c).toEqual([der("p256.certificate.pem"), der("rsa.certificate.pem")]);
    expect((await sign(ec({ certificate }))).header["x5t#S256"]).toBe(
      fingerprint("p256.certificate.pem", "sha256"),
    );
  });

  it.each<[string, (text: string) => string]>([
    ["literal \\n", (text) => text.replaceAll("\n", "\\n")],
    ["line breaks turned into spaces", (text) => text.replaceAll("\n", " ")],
    ["CRLF", (text) => text.replaceAll("\n", "\r\n")],
    ["quotes around it", (text) => `"${text}"`],
    ["its first and last line missing", (text) => text.replace(/-----.*?-----/g, "")],
  ])("is read with %s", async (_, damage) => {
    const { header } = await sign(ec({ certificate: damage(pem("p256.certificate.pem")) }));
    expect(header["x5t#S256"]).toBe(fingerprint("p256.certificate.pem", "sha256"));
  });

  it("gives way to what stands in the header's JSON", async () => {
    expect((await sign(rsa({ header: '{ "x5t#S256": "mine" }' }))).header["x5t#S256"]).toBe("mine");
  });

  it.each<[string, () => Values]>([
    ["with a shared secret", () => ({ algorithm: "HS256", key: SECRET })],
    ["without a key", () => ({ algorithm: "none" })],
    ["when it is none", () => rsa({ certificate: "none" })],
  ])("is left out %s", async (_, values) => {
    expect((await sign({ certificate: "none at all", ...values() })).header).not.toHaveProperty("x5t#S256");
  });

  it.each<[string, () => Values, string]>([
    [
      "of another key",
      () => ec({ certificate: pem("rsa.certificate.pem") }),
      "This certificate doesn't match the private key. Use the matching certificate or the matching key.",
    ],
    [
      "of another key of the same kind",
      () => rsa({ key: pem("rsa-other.pkcs8.pem") }),
      "This certificate doesn't match the private key. Use the matching certificate or the matching key.",
    ],
    [
      "in a chain whose order is turned",
      () => ec({ certificate: pem("rsa.certificate.pem") + pem("p256.certificate.pem") }),
      "This certificate doesn't match the private key. Certificate 2 in the chain does. Move it to the top.",
    ],
    [
      "that is a public key",
      () => rsa({ certificate: pem("rsa.public.pem") }),
      "Unknown certificate format. Paste a PEM certificate, including its BEGIN and END lines.",
    ],
    [
      "that is a thumbprint",
      () => rsa({ certificate: "a1:b2:c3" }),
      "Unknown certificate format. Paste a PEM certificate, including its BEGIN and END lines.",
    ],
    [
      "that is damaged",
      () => rsa({ certificate: pem("rsa.certificate.pem").replace(/\n[^\n]+\n/, "\n") }),
      "This certificate is damaged. Copy it again from the original.",
    ],
    [
      "that is damaged, without its first line",
      () => rsa({ certificate: base64("rsa.certificate.der").slice(0, 400) }),
      "This certificate is damaged. Copy it again from the original.",
    ],
  ])("%s is an error", async (_, values, message) => {
    expect(await failure(values())).toMatchObject({
      message: `Certificate: ${message}`,
      field: "certificate",
    });
  });
});
