import { tmpdir } from "node:os";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { jwk, keyPath, OPENSSH_KEY, PASSPHRASE, PUTTY_KEY, pem, SECRET } from "../support/keys";
import { jwt, Scene } from "../support/scene";

/** The form's settings, and the error that the client shows after its own "Failed to … Plugin error: ". */
const cases = (): [title: string, settings: object, message: string][] => [
  [
    "an untouched form",
    {},
    "Secret or Private Key: Required. Paste a secret or private key, or select a key file.",
  ],
  [
    "a missing private key",
    { algorithm: "RS256" },
    "Private Key: Required. Paste a PEM, a JWK, a Google or Coinbase key file, or DER in base64, or select a key file.",
  ],
  [
    "a public key",
    { algorithm: "RS256", key: pem("rsa.public.pem") },
    "Private Key: This is a public key, which can't sign. Use the matching private key.",
  ],
  [
    "a certificate",
    { algorithm: "RS256", key: pem("rsa.certificate.pem") },
    "Private Key: This is a certificate, which can't sign. Use the matching private key.",
  ],
  [
    "an OpenSSH key",
    { algorithm: "EdDSA", key: OPENSSH_KEY },
    "Private Key: This is a private key in OpenSSH format. Convert a copy with ssh-keygen -p -m PKCS8 -f COPY, or for Ed25519, create a new key with openssl genpkey -algorithm ed25519.",
  ],
  [
    "a PuTTY key",
    { algorithm: "RS256", key: PUTTY_KEY },
    "Private Key: This is a private key in PuTTY format. In PuTTYgen, choose Conversions → Export OpenSSH key, and use that file.",
  ],
  [
    "an encrypted key without a passphrase",
    { algorithm: "RS256", key: pem("rsa.pkcs8.encrypted.pem") },
    "Passphrase: The private key is encrypted. Enter its passphrase.",
  ],
  [
    "an encrypted key with a wrong passphrase",
    { algorithm: "RS256", key: pem("rsa.pkcs1.aes.pem"), passphrase: `${PASSPHRASE}!` },
    "Passphrase: Wrong passphrase for this private key.",
  ],
  [
    "an incomplete key",
    { algorithm: "RS256", key: pem("rsa.pkcs8.pem").slice(0, 800) },
    "Private Key: This private key is incomplete: its BEGIN or END line is missing. Copy the whole file.",
  ],
  [
    "an RSA key for an EC algorithm",
    { algorithm: "ES256", key: pem("rsa.pkcs8.pem") },
    "Private Key: This is a 2048-bit RSA key, but ES256 needs an EC key on curve P-256. Change the algorithm to RS256, RS384, RS512, PS256, PS384, or PS512, or use another key.",
  ],
  [
    "an EC key on the wrong curve",
    { algorithm: "ES256", key: pem("p384.pkcs8.pem") },
    "Private Key: This is an EC key on curve P-384, but ES256 needs an EC key on curve P-256. Change the algorithm to ES384, or use another key.",
  ],
  [
    "an RSA key that is too small",
    { algorithm: "RS256", key: pem("rsa-1024.pem") },
    "Private Key: This is a 1024-bit RSA key, but RS256 needs at least 2048 bits. Generate a larger key.",
  ],
  [
    "a private key as a secret",
    { algorithm: "HS256", key: pem("rsa.pkcs8.pem") },
    "Secret: This is a 2048-bit RSA key, but HS256 needs a shared secret. Change the algorithm to RS256, RS384, RS512, PS256, PS384, or PS512, or use the secret.",
  ],
  [
    "a private JWK as a secret",
    { algorithm: "HS256", key: JSON.stringify(jwk("p256.pkcs8.pem")) },
    "Secret: This is an EC key on curve P-256, but HS256 needs a shared secret. Change the algorithm to ES256, or use the secret.",
  ],
  [
    "a secret that is not valid base64",
    { key: "not base64!", keyEncoding: "base64" },
    "Secret or Private Key: Not valid base64. Change Secret Encoding to Text if it's plain text, or to Hex and enter the bytes that your server decodes it to.",
  ],
  [
    "a missing key file",
    { algorithm: "RS256", keyFile: keyPath("missing.pem") },
    `Key File: File not found: ${keyPath("missing.pem")}. Select it again.`,
  ],
  [
    "a folder as the key file",
    { algorithm: "RS256", keyFile: tmpdir() },
    `Key File: This is a folder: ${tmpdir()}. Select the key file itself.`,
  ],
  [
    "a key file larger than 1 MiB",
    { algorithm: "RS256", keyFile: process.execPath },
    `Key File: Too large for a key (over 1 MiB): ${process.execPath}. Select the key file itself.`,
  ],
  [
    "both a pasted key and a key file",
    { key: SECRET, keyFile: keyPath("rsa.pkcs8.pem") },
    "Key File: A key is pasted too. Clear one or the other.",
  ],
  [
    "claims that are not JSON",
    { key: SECRET, claims: '{\n  "role" "admin"\n}' },
    "Additional Claims: Invalid JSON at line 2, column 10: expected a colon.",
  ],
  [
    "a lifetime that is not a duration",
    { key: SECRET, expiresIn: "soon" },
    "Expires In: Invalid duration. Use 300 (seconds), 30s, 5m, 1h30m, 2d, 1w, or none.",
  ],
  [
    "a header name with a line break",
    { key: SECRET, headerName: "X\r\nEvil" },
    "Header Name: Invalid name. Use only letters, digits, and - _ . characters.",
  ],
];

describe("in the real client", () => {
  let scene: Scene;

  beforeAll(async () => {
    scene = await Scene.open({});
    for (const [title, settings] of cases())
      await scene.request(`/${encodeURIComponent(title)}`, jwt(settings));
    await scene.sendAll();
  });
  afterAll(() => scene.close());

  it.each(cases())("the user sees an error for %s", (title, _, message) => {
    expect(scene.failure(`/${encodeURIComponent(title)}`)).toBe(
      `Failed to prepare request before send: Failed to apply authentication plugin: Plugin error: ${message}`,
    );
  });

  it("none of these requests reaches the server", () => {
    expect(scene.server.received).toEqual([]);
  });
});
