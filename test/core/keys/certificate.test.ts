import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Values } from "../../../src/core/form/types";
import { preview } from "../../../src/core/preview";
import { base64, keyPath, pem, SECRET } from "../../support/keys";
import { failure, NOW, sign } from "../../support/sign";

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

/** A certificate's thumbprint according to OpenSSL, in base64url. */
function fingerprint(name: string, hash: "sha1" | "sha256"): string {
  const words = ["x509", "-in", keyPath(name), "-noout", "-fingerprint", `-${hash}`];
  const [, hex = ""] = execFileSync("openssl", words, { encoding: "utf8" }).trim().split("=");
  return Buffer.from(hex.replaceAll(":", ""), "hex").toString("base64url");
}

/** A certificate as DER written by OpenSSL, in base64. */
const der = (name: string) =>
  execFileSync("openssl", ["x509", "-in", keyPath(name), "-outform", "DER"]).toString("base64");

describe("a certificate", () => {
  it.each<[string, string | undefined, () => object]>([
    [
      "its SHA-256 thumbprint by default",
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
    ["the certificate itself", "x5c", () => ({ x5c: [der("p256.certificate.pem")] })],
    [
      "its SHA-256 thumbprint and the certificate itself",
      "x5t#S256+x5c",
      () => ({
        "x5t#S256": fingerprint("p256.certificate.pem", "sha256"),
        x5c: [der("p256.certificate.pem")],
      }),
    ],
  ])("is sent in the header as %s", async (_, certificateHeader, parameters) => {
    expect((await sign(ec({ certificateHeader }))).header).toEqual({
      alg: "ES256",
      typ: "JWT",
      ...parameters(),
    });
  });

  it("is sent with its whole chain, starting with the certificate itself", async () => {
    const certificate = `some text\n${pem("p256.certificate.pem")}\n${pem("rsa.certificate.pem")}`;
    for (const certificateHeader of ["x5c", "x5t#S256+x5c"]) {
      const { header } = await sign(ec({ certificate, certificateHeader }));
      expect(header.x5c).toEqual([der("p256.certificate.pem"), der("rsa.certificate.pem")]);
    }
    expect((await sign(ec({ certificate }))).header["x5t#S256"]).toBe(
      fingerprint("p256.certificate.pem", "sha256"),
    );
  });

  it.each<[string, (text: string) => string]>([
    ["literal \\n", (text) => text.replaceAll("\n", "\\n")],
    ["spaces instead of line breaks", (text) => text.replaceAll("\n", " ")],
    ["CRLF", (text) => text.replaceAll("\n", "\r\n")],
    ["surrounding quotes", (text) => `"${text}"`],
    ["missing BEGIN and END lines", (text) => text.replace(/-----.*?-----/g, "")],
  ])("is accepted with %s", async (_, damage) => {
    const { header } = await sign(ec({ certificate: damage(pem("p256.certificate.pem")) }));
    expect(header["x5t#S256"]).toBe(fingerprint("p256.certificate.pem", "sha256"));
  });

  it("is sent with a chain of up to ten certificates", async () => {
    const certificate = pem("rsa.certificate.pem").repeat(10);
    const { header } = await sign(rsa({ certificate, certificateHeader: "x5c" }));
    expect(header.x5c).toEqual(Array(10).fill(der("rsa.certificate.pem")));
  });

  it("is shown in a preview while the key is missing", async () => {
    const { error, token } = await preview(rsa({ key: "" }), NOW);
    expect(error).toMatch(/^Private Key: Required\./);
    expect(JSON.parse(token?.header ?? "")["x5t#S256"]).toBe(fingerprint("rsa.certificate.pem", "sha256"));
  });

  it("is compared again after the key file has changed", async () => {
    const keyFile = keyPath("changing-with-certificate.pem");
    const values = { algorithm: "RS256", keyFile, certificate: pem("rsa.certificate.pem") };
    writeFileSync(keyFile, pem("rsa.pkcs8.pem"));
    await sign(values);
    writeFileSync(keyFile, pem("rsa-other.pkcs8.pem"));
    expect((await failure(values)).message).toMatch(/This certificate doesn't match the private key/);
  });

  it("is overridden by the header JSON", async () => {
    expect((await sign(rsa({ header: '{ "x5t#S256": "mine" }' }))).header["x5t#S256"]).toBe("mine");
  });

  it.each<[string, () => Values]>([
    ["with a shared secret", () => ({ algorithm: "HS256", key: SECRET })],
    ["without a key", () => ({ algorithm: "none" })],
    ["if its value is none", () => rsa({ certificate: "none" })],
  ])("is omitted %s", async (_, values) => {
    expect((await sign({ certificate: "none at all", ...values() })).header).not.toHaveProperty("x5t#S256");
  });

  it.each<[string, () => Values, string]>([
    [
      "for another key",
      () => ec({ certificate: pem("rsa.certificate.pem") }),
      "This certificate doesn't match the private key. Use the matching certificate or the matching key.",
    ],
    [
      "for another key of the same type",
      () => rsa({ key: pem("rsa-other.pkcs8.pem") }),
      "This certificate doesn't match the private key. Use the matching certificate or the matching key.",
    ],
    [
      "in a chain in the wrong order",
      () => ec({ certificate: pem("rsa.certificate.pem") + pem("p256.certificate.pem") }),
      "This certificate doesn't match the private key, but certificate 2 in the chain does. Move it to the top.",
    ],
    [
      "that is a public key",
      () => rsa({ certificate: pem("rsa.public.pem") }),
      "This is a public key, not a certificate. Paste the certificate that contains it.",
    ],
    [
      "that is its private key",
      () => rsa({ certificate: pem("rsa.pkcs8.pem") }),
      "This is a private key, not a certificate. Paste the certificate that was issued for it.",
    ],
    [
      "that is a request",
      () => rsa({ certificate: pem("rsa.request.pem") }),
      "This is a certificate request, not a certificate. Paste the certificate that was issued for it.",
    ],
    ...[
      "84:E0:5C:1D:98:BC:E3:A5:42:1D:22:5B:14:0B:36:E8:6A:3D:55:34",
      "84E05C1D98BCE3A5421D225B140B36E86A3D5534",
      "sha1 Fingerprint=84:E0:5C:1D:98:BC:E3:A5:42:1D:22:5B:14:0B:36:E8:6A:3D:55:34",
      "hOBcHZi846VCHSJbFAs26Go9VTQ",
      "a1".repeat(32),
    ].map((certificate): [string, () => Values, string] => [
      `that is a thumbprint such as ${certificate}`,
      () => rsa({ certificate }),
      'This is a thumbprint, not a certificate. Paste the PEM certificate, or set "x5t" or "x5t#S256" in base64url under Additional Header Parameters.',
    ]),
    [
      "after other text, without a BEGIN line,",
      () => rsa({ certificate: `x ${base64("rsa.certificate.der")}` }),
      "Unknown certificate format. Paste a PEM certificate, including its BEGIN and END lines.",
    ],
    [
      "before other text, without an END line,",
      () => rsa({ certificate: `${base64("rsa.certificate.der")}!` }),
      "Unknown certificate format. Paste a PEM certificate, including its BEGIN and END lines.",
    ],
    [
      "with other characters in its base64",
      () => rsa({ certificate: pem("rsa.certificate.pem").replace("MII", "M*II") }),
      "This certificate is damaged. Copy it again from the original.",
    ],
    [
      "in a chain that is too long",
      () => rsa({ certificate: pem("rsa.certificate.pem").repeat(11) }),
      "Over 10 certificates. Paste only the key's own and those that lead to its root.",
    ],
    [
      "that is damaged",
      () => rsa({ certificate: pem("rsa.certificate.pem").replace(/\n[^\n]+\n/, "\n") }),
      "This certificate is damaged. Copy it again from the original.",
    ],
    [
      "that is damaged and has no BEGIN line",
      () => rsa({ certificate: base64("rsa.certificate.der").slice(0, 400) }),
      "This certificate is damaged. Copy it again from the original.",
    ],
  ])("%s is rejected", async (_, values, message) => {
    expect(await failure(values())).toMatchObject({
      message: `Certificate: ${message}`,
      field: "certificate",
    });
  });
});
