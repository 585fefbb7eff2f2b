import { base64, jwk, PASSPHRASE, pem, SECRET, serviceAccount } from "../support/keys";
import type { RealInput } from "./case";

const RSA = pem("rsa.pkcs8.pem");
const encode = (text: string): string => Buffer.from(text).toString("base64");
const indent = (text: string): string => text.trim().replaceAll(/^/gm, "    ");

const signs = (input: string, key: string, more: object = {}): RealInput => ({
  input,
  values: { algorithm: "RS256", key, ...more },
  gets: "RS256 {}",
});

const withKid = (input: string, key: string, kid: string): RealInput => ({
  ...signs(input, key),
  gets: `{"alg":"RS256","kid":"${kid}"} {}`,
});

const CERTIFICATE = pem("rsa.certificate.pem");
const DECODED =
  "This private key in base64 was decoded. To use the base64 itself as a secret, change Algorithm to HS256.";

/** A key in what people keep it in. */
export const wrapped: Record<string, RealInput[]> = {
  "a key in another layer of base64": [
    signs("a PEM", encode(RSA)),
    signs("a PEM, in lines", encode(RSA).replaceAll(/.{76}/g, "$&\n")),
    signs("a PEM in base64url", Buffer.from(RSA).toString("base64url")),
    signs("a PEM in base64 twice", encode(encode(RSA))),
    signs("DER in base64", encode(base64("rsa.pkcs8.der"))),
    signs("an encrypted PEM", encode(pem("rsa.pkcs8.encrypted.pem")), { passphrase: PASSPHRASE }),
    signs("a PEM in UTF-16, as PowerShell writes it", Buffer.from(RSA, "utf16le").toString("base64")),
    signs("a data URL", `data:application/x-pem-file;base64,${encode(RSA)}`),
    withKid(
      "a JWK that is percent-encoded",
      encodeURIComponent(JSON.stringify(jwk("rsa.pkcs8.pem", { kid: "k1" }))),
      "k1",
    ),
    withKid("a JWK", encode(JSON.stringify(jwk("rsa.pkcs8.pem", { kid: "k1" }))), "k1"),
    withKid(
      "a service account file",
      encode(JSON.stringify(serviceAccount("rsa.pkcs8.pem"))),
      "service-account-key",
    ),
    {
      ...signs("a PEM, with the algorithm auto", encode(RSA)),
      values: { key: encode(RSA) },
      warnings: [DECODED],
    },
    {
      input: "a PEM that is used as a secret",
      values: { algorithm: "HS256", key: encode(RSA) },
      gets: "HS256 {}",
      secret: encode(RSA),
      warnings: [
        "The secret looks like part of a key or a public key. Paste the whole private key, unless it really is the secret.",
      ],
    },
    {
      ...signs("a public key", encode(pem("rsa.public.pem"))),
      gets: "Private Key: This is a public key, which can't sign. Use the matching private key.",
    },
  ],
  "a key in a file of settings": [
    signs("a .env file", `PORT=3000\nJWT_KEY="${RSA.replaceAll("\n", "\\n")}"\n`),
    signs("a .env line with base64", `export JWT_PRIVATE_KEY_BASE64='${encode(RSA)}'`),
    withKid("a .env line with a JWK", `JWK='${JSON.stringify(jwk("rsa.pkcs8.pem", { kid: "k1" }))}'`, "k1"),
    signs("YAML", `key: |\n${indent(RSA)}\n`),
    signs(
      "a Kubernetes secret",
      `kind: Secret\ndata:\n  tls.crt: ${encode(CERTIFICATE)}\n  tls.key: ${encode(RSA)}\n`,
    ),
    signs(
      "a Kubernetes secret in lines",
      `data:\n  tls.key: >-\n${indent(encode(RSA).replaceAll(/.{64}/g, "$&\n"))}\n`,
    ),
    withKid(
      "a Kubernetes secret with a service account file",
      `stringData:\n  key.json: |\n${indent(JSON.stringify(serviceAccount("rsa.pkcs8.pem"), null, 2))}\n`,
      "service-account-key",
    ),
    signs("TOML", `key = """\n${RSA}"""`),
    signs("properties", `jwt.key=${encode(RSA).replaceAll(/.{60}/g, "$&\\\n")}`),
    signs("Docker Compose", `    environment:\n      - JWT_KEY=${encode(RSA)}`),
    {
      ...signs("two different keys", `OLD_KEY=${encode(RSA)}\nNEW_KEY=${encode(pem("rsa-other.pkcs8.pem"))}`),
      gets: "Private Key: Found 2 private keys. Paste only the one to sign with.",
    },
    {
      input: "a secret and a key, with the algorithm auto",
      values: { key: `JWT_SECRET=${SECRET}\nTLS_KEY=${encode(RSA)}` },
      gets: "RS256 {}",
      warnings: ["The private key in this text is used. To use something else in it, paste only that."],
    },
    signs("PowerShell", `$env:JWT_KEY = "${encode(RSA)}"`),
  ],
  "a key in JSON of any kind": [
    signs(
      "a Kubernetes secret",
      JSON.stringify({ kind: "Secret", data: { "tls.crt": encode(CERTIFICATE), "tls.key": encode(RSA) } }),
    ),
    signs(
      "a service key of SAP",
      JSON.stringify({ uaa: { clientid: "x", certificate: CERTIFICATE, key: RSA } }),
    ),
    signs("a secret of AWS", JSON.stringify({ ARN: "arn:aws:x", SecretString: JSON.stringify({ pk: RSA }) })),
    signs("the same key in two formats", JSON.stringify([{ pkcs1: pem("rsa.pkcs1.pem"), pkcs8: RSA }])),
    withKid(
      "a JWK among other properties",
      JSON.stringify({ app: { jwk: jwk("rsa.pkcs8.pem", { kid: "k1" }) } }),
      "k1",
    ),
    signs("DER in base64 in an unknown property", JSON.stringify({ pk8: base64("rsa.pkcs8.der") })),
    withKid(
      "a JWK beside prose about private keys",
      JSON.stringify({
        note: "This is a PRIVATE KEY, so do not share it with anybody.",
        jwk: jwk("rsa.pkcs8.pem", { kid: "k1" }),
      }),
      "k1",
    ),
    {
      ...signs("a PEM and a JWK", JSON.stringify({ pem: RSA, jwk: jwk("p256.pkcs8.pem") })),
      gets: "Private Key: Found 2 private keys. Paste only the one to sign with.",
    },
    {
      ...signs("a list that is too long", JSON.stringify(Array(120_000).fill(1))),
      gets: "Private Key: Unknown JSON key format: no kty, keys, private_key, or privateKey. Use a JWK, a JWK set, or a Google or Coinbase key file.",
    },
    signs("a list of keys", JSON.stringify({ keys: [RSA] })),
    {
      ...signs("two different keys", JSON.stringify({ old: RSA, new: pem("rsa-other.pkcs8.pem") })),
      gets: "Private Key: Found 2 private keys. Paste only the one to sign with.",
    },
    {
      ...signs("only a public key", JSON.stringify({ key: pem("rsa.public.pem") })),
      gets: "Private Key: This is a public key, which can't sign. Use the matching private key.",
    },
    {
      input: "a secret beside other properties",
      values: { key: JSON.stringify({ jwtSecret: SECRET }) },
      gets: "Secret or Private Key: This looks like JSON, not a secret or key. Paste only the value in it, or choose HS256 to use it as a secret.",
    },
  ],
};
