import { jwk, pem, publicKeyOf } from "../support/keys";
import { ENTER_VARIABLES, type RealInput } from "./case";

const RSA = jwk("rsa.pkcs8.pem");
const EC = jwk("p256.pkcs8.pem");
const ED = jwk("ed25519.pkcs8.pem");
/** The Ed25519 key of the version 2 below, in version 1, which every OpenSSL reads. */
const VERSION_1 =
  "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJM/8MX3p8a3cli6LzlPL2bH4kXS1fQ2PaV+QDPRgMq3\n-----END PRIVATE KEY-----";
const pick = (from: Record<string, unknown>, ...names: string[]) =>
  Object.fromEntries(names.map((name) => [name, from[name]]));

const signs = (input: string, json: unknown, gets: string, more: object = {}): RealInput => ({
  input,
  values: { key: JSON.stringify(json), ...more },
  gets,
});

/** JWKs with less, or other, than tools usually write. */
export const jwks: Record<string, RealInput[]> = {
  "a minimal JWK": [
    signs("RSA with n, e, and d", pick(RSA, "kty", "n", "e", "d"), "RS256 {}"),
    signs("RSA with its primes", pick(RSA, "kty", "n", "e", "d", "p", "q"), "RS256 {}"),
    signs("EC with d", pick(EC, "kty", "crv", "d"), "ES256 {}"),
    signs("EC with x and d", pick(EC, "kty", "crv", "x", "d"), "ES256 {}"),
    signs("Ed25519 with d", pick(ED, "kty", "crv", "d"), "EdDSA {}"),
    signs("EC without kty", pick(EC, "crv", "x", "y", "d"), "ES256 {}"),
    signs("EC with OpenSSL's name of its curve", { ...EC, crv: "prime256v1" }, "ES256 {}"),
    signs("EC with its type in lowercase", { ...EC, kty: "ec", crv: "p-256" }, "ES256 {}"),
    signs("RSA with its exponent as a number", { ...RSA, e: 65537 }, "RS256 {}"),
    signs("RSA without kty", { ...RSA, kty: undefined }, "RS256 {}"),
  ],
  "a kid that is a number": [
    signs("in a JWK", { ...RSA, kid: 1399593380 }, '{"alg":"RS256","kid":"1399593380"} {}'),
    signs(
      "in a JWK with more digits than a number has",
      null,
      '{"alg":"ES256","kid":"9007199254740993"} {}',
      {
        key: JSON.stringify({ ...EC, kid: 0 }).replace('"kid":0', '"kid":9007199254740993'),
      },
    ),
    signs(
      "in a JWK set, chosen by Key ID",
      {
        keys: [
          { ...RSA, kid: 1 },
          { ...EC, kid: 2 },
        ],
      },
      '{"alg":"ES256","kid":"2"} {}',
      {
        keyId: " 2 ",
      },
    ),
    signs(
      "in a shared secret",
      { kty: "oct", k: "c2VjcmV0LW9mLTMyLWJ5dGVzLWZvci1IUzI1Ni0tLS0", kid: 3 },
      '{"alg":"HS256","kid":"3"} {}',
    ),
  ],
  "a list of JWKs": [
    signs("with one key", [{ ...RSA, kid: "a" }], '{"alg":"RS256","kid":"a"} {}'),
    signs(
      "with a public key, too",
      [publicKeyOf("rsa-other.pkcs8.pem").export({ format: "jwk" }), { ...EC, kid: "b" }],
      '{"alg":"ES256","kid":"b"} {}',
    ),
    signs(
      "with two keys",
      [
        { ...RSA, kid: "a" },
        { ...EC, kid: "b" },
      ],
      "Key ID: The JWK set has 2 keys that can sign. Enter the kid of one: a or b.",
    ),
    signs("in another object", { data: { keys: [{ ...RSA, kid: "a" }] } }, '{"alg":"RS256","kid":"a"} {}'),
  ],
  "a key that is only its number": [
    {
      input: "an Ed25519 seed in base64",
      values: { algorithm: "EdDSA", key: Buffer.from(String(ED.d), "base64url").toString("base64") },
      gets: "EdDSA {}",
    },
    {
      input: "an Ed25519 seed in hex",
      values: { algorithm: "EdDSA", key: Buffer.from(String(ED.d), "base64url").toString("hex") },
      gets: "EdDSA {}",
    },
    {
      input: "the 64 numbers that Solana writes",
      values: {
        key: JSON.stringify([
          ...Buffer.from(String(ED.d), "base64url"),
          ...Buffer.from(String(ED.x), "base64url"),
        ]),
      },
      gets: "EdDSA {}",
    },
    {
      input: "a P-256 number in base64url",
      values: { algorithm: "ES256", key: String(EC.d) },
      gets: "ES256 {}",
    },
  ],
  "PKCS#8 version 2": [
    {
      input: "an Ed25519 key with its public key",
      key: VERSION_1,
      values: {
        key: "-----BEGIN PRIVATE KEY-----\nMFECAQEwBQYDK2VwBCIEIJM/8MX3p8a3cli6LzlPL2bH4kXS1fQ2PaV+QDPRgMq3gSEA1VYWvZ5Z4spubG4w7/+1zVIUIQfXM7EP4yGNklCg3dk=\n-----END PRIVATE KEY-----",
      },
      gets: "EdDSA {}",
    },
    {
      input: "the same in base64 alone",
      key: VERSION_1,
      values: {
        algorithm: "EdDSA",
        key: "MFECAQEwBQYDK2VwBCIEIJM/8MX3p8a3cli6LzlPL2bH4kXS1fQ2PaV+QDPRgMq3gSEA1VYWvZ5Z4spubG4w7/+1zVIUIQfXM7EP4yGNklCg3dk=",
      },
      gets: "EdDSA {}",
    },
    {
      input: "one whose public key is another one's",
      values: {
        algorithm: "EdDSA",
        key: "MFECAQEwBQYDK2VwBCIEIJM/8MX3p8a3cli6LzlPL2bH4kXS1fQ2PaV+QDPRgMq3gSEA1VYWvZ5Z4spubG4w7/+1zVIUIQfXM7EP4yGNklCg3dg=",
      },
      gets: "Private Key: This private key is damaged. Copy it again from the original.",
    },
  ],
  "something else in place of a private key": [
    ...[
      "SHA256:BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=",
      "MD5:16:27:ac:a5:76:28:2d:36:63:1b:56:4d:eb:df:a6:48",
      "2048 SHA256:BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc me@host (RSA)",
    ].map(
      (key): RealInput => ({
        input: `a fingerprint such as ${key}`,
        values: { algorithm: "RS256", key },
        gets: "Private Key: This looks like a fingerprint, not a private key. It only identifies a key, so paste the key itself.",
      }),
    ),
    {
      input: "another client's variable",
      values: { algorithm: "RS256", key: "{{private_key}}" },
      gets: `Private Key: This looks like a variable without a value, not a private key. ${ENTER_VARIABLES}.`,
    },
    {
      input: "a JWK in YAML",
      values: { algorithm: "RS256", key: "kty: RSA\nn: AQAB\ne: AQAB\nd: AQAB\n" },
      gets: "Private Key: This looks like a JWK that isn't JSON, not a private key. Paste it as JSON.",
    },
    {
      input: "an XML key",
      values: { algorithm: "RS256", key: "<RSAKeyValue><Modulus>AQAB</Modulus></RSAKeyValue>" },
      gets: "Private Key: This looks like an XML key from .NET, not a private key. Convert it to PEM.",
    },
    {
      input: "a token",
      values: { algorithm: "RS256", key: "eyJhbGciOiJSUzI1NiJ9.e30.c2ln" },
      gets: "Private Key: This looks like a token, not a private key. Paste the key that signs it.",
    },
    {
      input: "a certificate request",
      values: { algorithm: "RS256", key: pem("rsa.request.pem") },
      gets: "Private Key: This is a certificate request, which can't sign. Use the private key that it was created with.",
    },
  ],
};
