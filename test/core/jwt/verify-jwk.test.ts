import { createHash } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { decodeToken } from "../../../src/core/jwt/decode";
import { verify } from "../../../src/core/jwt/verify";
import { base64, jwk, keyFor, pem, publicKeyOf } from "../../support/keys";
import { NOW, sign } from "../../support/sign";

/* What a JWK says about itself (RFC 7517 section 4). */

const NOT_FOR = "This JWK isn't for RS256, the token's algorithm (see its alg or use). Use the issuer's key.";
const NOT_VERIFYING = "This JWK isn't for verifying signatures (see its key_ops). Use the issuer's key.";
const OTHER_CERTIFICATE =
  "The certificate in this JWK (x5c) is damaged or for another key. Use the issuer's key.";

const certificate = () => base64("rsa.certificate.der");
const otherCertificate = () => pem("p256.certificate.pem").replace(/-----.*-----|\s/g, "");
const thumbprint = (hash: string, der = certificate()) =>
  createHash(hash).update(Buffer.from(der, "base64")).digest("base64url");

describe("a JWK", () => {
  let token = "";
  beforeAll(async () => {
    ({ token } = await sign({ algorithm: "RS256", key: keyFor("RS256").key }));
  });

  async function verdict(members: object, key = publicKeyOf("rsa.pkcs8.pem").export({ format: "jwk" })) {
    const own = { ...key, ...members };
    const outcomes = await Promise.all(
      [own, { keys: [own] }].map((json) =>
        verify(decodeToken(token), { text: JSON.stringify(json) }, {}, NOW).then(
          () => "verified",
          (error: Error) => error.message,
        ),
      ),
    );
    return outcomes;
  }

  it.each<[string, () => object]>([
    ["use sig", () => ({ use: "sig" })],
    ["key_ops for verifying", () => ({ key_ops: ["verify"] })],
    ["key_ops for more", () => ({ key_ops: ["encrypt", "verify"] })],
    ["null for what it does not say", () => ({ use: null, key_ops: null, alg: null, x5c: null })],
    ["its certificate", () => ({ x5c: [certificate()] })],
    ["its certificate and others", () => ({ x5c: [certificate(), otherCertificate()] })],
    [
      "its certificate and thumbprints",
      () => ({ x5c: [certificate()], x5t: thumbprint("sha1"), "x5t#S256": thumbprint("sha256") }),
    ],
    ["an empty chain", () => ({ x5c: [] })],
  ])("verifies with %s", async (_, members) => {
    expect(await verdict(members())).toEqual(["verified", "verified"]);
  });

  it("verifies with a private JWK for signing", async () => {
    expect(await verdict({ key_ops: ["sign"] }, jwk("rsa.pkcs8.pem") as never)).toEqual([
      "verified",
      "verified",
    ]);
  });

  const [inSet] = ["No key in this JWK set is for RS256, the token's algorithm. Use the issuer's JWK set."];
  it.each<[string, () => object, string, string]>([
    ...["enc", "tls", "SIG", "", 1, true, ["sig"], {}].map((use): [string, () => object, string, string] => [
      `use ${JSON.stringify(use)}`,
      () => ({ use }),
      NOT_FOR,
      inSet ?? "",
    ]),
    ...["RS512", "ES256", "", 1, ["RS256"]].map((alg): [string, () => object, string, string] => [
      `alg ${JSON.stringify(alg)}`,
      () => ({ alg }),
      NOT_FOR,
      inSet ?? "",
    ]),
    ...[["encrypt"], [], "verify", 1, { verify: true }, ["VERIFY"], [["verify"]]].map(
      (key_ops): [string, () => object, string, string] => [
        `key_ops ${JSON.stringify(key_ops)}`,
        () => ({ key_ops }),
        NOT_VERIFYING,
        NOT_VERIFYING,
      ],
    ),
    ...(
      [
        ["the certificate of another key", () => ({ x5c: [otherCertificate()] })],
        ["a chain that does not start with its own", () => ({ x5c: [otherCertificate(), certificate()] })],
        ["a damaged certificate", () => ({ x5c: [certificate().slice(0, -8)] })],
        ["x5c as text", () => ({ x5c: certificate() })],
        ["x5c as a list of something else", () => ({ x5c: [1] })],
        ["x5t of another certificate", () => ({ x5c: [certificate()], x5t: thumbprint("sha1", "AAAA") })],
        [
          "x5t#S256 of another certificate",
          () => ({ x5c: [certificate()], "x5t#S256": thumbprint("sha256", "AA") }),
        ],
      ] as [string, () => object][]
    ).map(([title, members]): [string, () => object, string, string] => [
      title,
      members,
      OTHER_CERTIFICATE,
      OTHER_CERTIFICATE,
    ]),
  ])("is refused with %s", async (_, members, alone, among) => {
    expect(await verdict(members())).toEqual([alone, among]);
  });
});
