import { tmpdir } from "node:os";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { jwk, keyPath, OPENSSH_KEY, PASSPHRASE, PUTTY_KEY, pem, SECRET } from "../support/keys";
import { jwt, Scene } from "../support/scene";

/** What the form holds, and what the client shows of it after its own "Failed to … Plugin error: ". */
const cases = (): [title: string, settings: object, message: string][] => [
  ["an untouched form", {}, "Secret: there is nothing here. Paste the secret, or choose a key file."],
  [
    "no private key",
    { algorithm: "RS256" },
    "Private key: there is nothing here. Paste a PEM, a JWK, a Google service-account file or DER in base64, or choose a key file.",
  ],
  [
    "a public key",
    { algorithm: "RS256", key: pem("rsa.public.pem") },
    "Private key: this is a public key, which can only check tokens. Use the private key that belongs to it.",
  ],
  [
    "a certificate",
    { algorithm: "RS256", key: pem("rsa.certificate.pem") },
    "Private key: this is a certificate, which can only check tokens. Use the private key that belongs to it.",
  ],
  [
    "an OpenSSH key",
    { algorithm: "EdDSA", key: OPENSSH_KEY },
    "Private key: this is a private key in OpenSSH's own form. Convert a copy of an RSA or ECDSA key with ssh-keygen -p -m PKCS8 -f COPY; for Ed25519 make one with openssl genpkey -algorithm ed25519.",
  ],
  [
    "a PuTTY key",
    { algorithm: "RS256", key: PUTTY_KEY },
    "Private key: this is a private key in PuTTY's own form. In PuTTYgen choose Conversions, Export OpenSSH key, and use that file.",
  ],
  [
    "an encrypted key without a passphrase",
    { algorithm: "RS256", key: pem("rsa.pkcs8.encrypted.pem") },
    "Passphrase: the private key is encrypted. Type the passphrase it was encrypted with.",
  ],
  [
    "an encrypted key with a wrong passphrase",
    { algorithm: "RS256", key: pem("rsa.pkcs1.aes.pem"), passphrase: `${PASSPHRASE}!` },
    "Passphrase: this does not open the private key. Type the passphrase that the key was encrypted with.",
  ],
  [
    "a key cut short",
    { algorithm: "RS256", key: pem("rsa.pkcs8.pem").slice(0, 800) },
    "Private key: this private key is cut short: its first or last line is missing. Copy it again, from -----BEGIN to the last dashes.",
  ],
  [
    "an RSA key for an EC algorithm",
    { algorithm: "ES256", key: pem("rsa.pkcs8.pem") },
    "Private key: this is an RSA key of 2048 bits, but ES256 needs an EC key on curve P-256. Choose RS256, RS384, RS512, PS256, PS384 or PS512 as the algorithm, or use another key.",
  ],
  [
    "an EC key on the wrong curve",
    { algorithm: "ES256", key: pem("p384.pkcs8.pem") },
    "Private key: this is an EC key on curve P-384, but ES256 needs an EC key on curve P-256. Choose ES384 as the algorithm, or use another key.",
  ],
  [
    "an RSA key that is too small",
    { algorithm: "RS256", key: pem("rsa-1024.pem") },
    "Private key: this is an RSA key of 1024 bits, but RS256 needs 2048 bits or more. Make a larger key.",
  ],
  [
    "a private key as a secret",
    { algorithm: "HS256", key: pem("rsa.pkcs8.pem") },
    "Secret: this is a key of a key pair, but HS256 signs with a shared secret. Choose an RS, PS, ES or EdDSA algorithm for it, or use the secret.",
  ],
  [
    "a private JWK as a secret",
    { algorithm: "HS256", key: JSON.stringify(jwk("p256.pkcs8.pem")) },
    "Secret: this is a key of a key pair, but HS256 signs with a shared secret. Choose an RS, PS, ES or EdDSA algorithm for it, or use the secret.",
  ],
  [
    "a secret that is not valid base64",
    { key: "not base64!", keyEncoding: "base64" },
    "Secret: this is not valid base64. Paste it whole, or choose how the secret is written: base64url has - and _ where base64 has + and /.",
  ],
  [
    "a key file that is not there",
    { algorithm: "RS256", keyFile: keyPath("missing.pem") },
    `Key file: there is no file ${keyPath("missing.pem")}. Choose the file again.`,
  ],
  [
    "a folder as the key file",
    { algorithm: "RS256", keyFile: tmpdir() },
    `Key file: ${tmpdir()} is a folder. Choose the file that holds the key.`,
  ],
  [
    "a key file larger than 1 MiB",
    { algorithm: "RS256", keyFile: process.execPath },
    `Key file: ${process.execPath} is larger than 1 MiB, so it is no key. Choose the file that holds the key.`,
  ],
  [
    "both a pasted key and a key file",
    { key: SECRET, keyFile: keyPath("rsa.pkcs8.pem") },
    "Key file: a key is pasted too. Clear one of the two.",
  ],
  [
    "claims that are not JSON",
    { key: SECRET, claims: '{\n  "role" "admin"\n}' },
    "Further claims: a colon is missing (line 2, column 10). Correct the JSON there.",
  ],
  [
    "a lifetime that is no duration",
    { key: SECRET, expiresIn: "soon" },
    "Expires in: this is not a duration. Type one such as 300 (seconds), 30s, 5m, 1h30m, 2d or 1w, or none.",
  ],
  [
    "a header name with a line break",
    { key: SECRET, headerName: "X\r\nEvil" },
    "Header name: this cannot be a name. Use letters, digits and - _ . only.",
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

  it.each(cases())("%s fails with a message for the user", (title, _, message) => {
    expect(scene.failure(`/${encodeURIComponent(title)}`)).toBe(
      `Failed to prepare request before send: Failed to apply authentication plugin: Plugin error: ${message}`,
    );
  });

  it("none of them reached the server", () => {
    expect(scene.server.received).toEqual([]);
  });
});
