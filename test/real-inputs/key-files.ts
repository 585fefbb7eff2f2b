import { execFileSync } from "node:child_process";
import { keyPath, PASSPHRASE, pem } from "../support/keys";
import type { RealInput } from "./case";

const PKCS1 = pem("rsa.pkcs1.pem");

const signs = (input: string, file: object, kid: string): RealInput => ({
  input,
  values: { key: JSON.stringify(file) },
  gets: `{"alg":"RS256","kid":"${kid}"} {}`,
});

const isRefused = (input: string, file: object, problem: string): RealInput => ({
  input,
  values: { algorithm: "RS256", key: JSON.stringify(file) },
  gets: `Private Key: ${problem}`,
});

const zitadel = { type: "serviceaccount", keyId: "100509901696068329", userId: "100507859606888466" };
const yandex = {
  id: "aje000key",
  service_account_id: "aje000sa",
  key_algorithm: "RSA_2048",
  public_key: pem("rsa.public.pem"),
};
const box = (appAuth: object) => ({
  boxAppSettings: { clientID: "c", clientSecret: "s", appAuth },
  enterpriseID: "1",
});

const ACCOUNT = "Use the key file of a service account.";

/** A keystore with a key and its certificate. */
const pkcs12 = (passphrase: string, ...options: string[]): Buffer =>
  execFileSync("openssl", [
    ...["pkcs12", "-export", "-inkey", keyPath("rsa.pkcs8.pem"), "-in", keyPath("rsa.certificate.pem")],
    ...["-passout", `pass:${passphrase}`, ...options],
  ]);

const keystore = (input: string, file: Buffer, more: object, gets: string): RealInput => ({
  input,
  values: { algorithm: "RS256", ...more },
  file,
  gets,
});

const JKS = "feedfeed000000020000000100000001";

/** Files as services and tools write them, the right ones and others. */
export const keyFiles: Record<string, RealInput[]> = {
  "a key file": [
    signs("Zitadel's for a service user", { ...zitadel, key: PKCS1 }, zitadel.keyId),
    signs(
      "Zitadel's for an API",
      { type: "application", keyId: "7", key: PKCS1, appId: "1", clientId: "2@app" },
      "7",
    ),
    signs(
      "Yandex's",
      { ...yandex, private_key: `PLEASE DO NOT REMOVE THIS LINE!\n${pem("rsa.pkcs8.pem")}` },
      "aje000key",
    ),
    signs(
      "Box's, with the passphrase in it",
      box({ publicKeyID: "abc123", privateKey: pem("rsa.pkcs8.encrypted.pem"), passphrase: PASSPHRASE }),
      "abc123",
    ),
    signs("Zitadel's with a number as the ID", { ...zitadel, keyId: 7, key: PKCS1 }, "7"),
    {
      ...signs(
        "fastlane's for App Store Connect",
        { key_id: "D383SF739", issuer_id: "6053b7fe", key: pem("p256.pkcs8.pem") },
        "",
      ),
      gets: '{"alg":"ES256","kid":"D383SF739"} {}',
    },
    {
      input: "Apple's, whose name has the key ID",
      values: {},
      file: pem("p256.pkcs8.pem"),
      fileName: "AuthKey_2X9R4HXF34.p8",
      gets: '{"alg":"ES256","kid":"2X9R4HXF34"} {}',
    },
  ],
  "the wrong file of the right service": [
    isRefused(
      "gcloud's for a user",
      { type: "authorized_user", client_id: "c", client_secret: "s", refresh_token: "r" },
      `This is a gcloud user file, which has no private key. ${ACCOUNT}`,
    ),
    isRefused(
      "Google's for workload identity federation",
      { type: "external_account", audience: "a" },
      `This is a Google file for workload identity federation, which has no private key. ${ACCOUNT}`,
    ),
    isRefused(
      "Google's for an OAuth client",
      { web: { client_id: "c", client_secret: "s" } },
      `This is a Google OAuth client file, which has no private key. ${ACCOUNT}`,
    ),
    isRefused(
      "Box's without a key pair",
      box({ publicKeyID: "", privateKey: "", passphrase: "" }),
      "This is a Box app file, which has no private key. In the Box Developer Console, generate a key pair, and use the file that it downloads.",
    ),
    isRefused(
      "Zitadel's without the key",
      zitadel,
      "This is a Zitadel file, which has no private key. Create a new key, and use the file that Zitadel downloads.",
    ),
    isRefused(
      "Yandex's with only the public key",
      yandex,
      "This is a public key, which can't sign. Use the matching private key.",
    ),
    isRefused(
      "Azure's for a service principal",
      { appId: "a", password: "p", tenant: "t" },
      "This is a file with a client secret, which has no private key. Create a key pair for it, and use its private key.",
    ),
    isRefused(
      "a server's metadata",
      { issuer: "https://as.example.com", jwks_uri: "https://as.example.com/jwks" },
      "This is a server's metadata, which has no private key. Use the private key that signs.",
    ),
  ],
  "a keystore": [
    keystore("PKCS#12", pkcs12("abc"), { passphrase: "abc" }, "RS256 {}"),
    keystore("PKCS#12 with old encryption", pkcs12("abc", "-legacy"), { passphrase: "abc" }, "RS256 {}"),
    keystore("PKCS#12 without a passphrase", pkcs12(""), {}, "RS256 {}"),
    {
      input: "PKCS#12 in base64",
      values: { key: pkcs12("abc").toString("base64"), passphrase: "abc" },
      gets: "RS256 {}",
    },
    keystore(
      "PKCS#12 without its passphrase",
      pkcs12("abc"),
      {},
      "Passphrase: This is a PKCS#12 keystore (.p12 or .pfx). Enter its passphrase, or extract its private key with openssl pkcs12 -nocerts -nodes -provider legacy -provider default -in FILE -out NEW.",
    ),
    keystore(
      "PKCS#12 with a wrong passphrase",
      pkcs12("abc"),
      { passphrase: "xyz" },
      "Passphrase: Wrong passphrase for this PKCS#12 keystore (.p12 or .pfx).",
    ),
    keystore(
      "JKS",
      Buffer.from(JKS, "hex"),
      {},
      "Key File: This looks like a keystore (Java, JKS), not a private key. Convert it with keytool -importkeystore -srckeystore FILE -destkeystore NEW.p12 -deststoretype PKCS12, and select that file.",
    ),
    {
      input: "JKS in base64, with the algorithm auto",
      values: { key: Buffer.from(JKS, "hex").toString("base64") },
      gets: "Secret or Private Key: This looks like a keystore (Java, JKS), not a secret. Convert it with keytool -importkeystore -srckeystore FILE -destkeystore NEW.p12 -deststoretype PKCS12, and select that file, or choose HS256 to use it as a secret.",
    },
    {
      input: "a PGP key",
      values: {
        algorithm: "RS256",
        key: "-----BEGIN PGP PRIVATE KEY BLOCK-----\n\nlQOYBF\n-----END PGP PRIVATE KEY BLOCK-----",
      },
      gets: "Private Key: This is a PGP key, which can't sign JWTs. Create a key pair with openssl genpkey -algorithm rsa -out NEW.",
    },
  ],
  "an encrypted key": [
    {
      input: "white space around its passphrase",
      values: { algorithm: "RS256", key: pem("rsa.pkcs8.encrypted.pem"), passphrase: ` ${PASSPHRASE}\n` },
      gets: "RS256 {}",
      warnings: ["Spaces or line breaks around the passphrase were ignored."],
    },
    {
      input: "a no-break space after its passphrase",
      values: { algorithm: "RS256", key: pem("rsa.pkcs1.aes.pem"), passphrase: `${PASSPHRASE}\u00a0` },
      gets: "RS256 {}",
      warnings: ["Spaces or line breaks around the passphrase were ignored."],
    },
    {
      input: "a passphrase that is not encrypted with",
      values: { algorithm: "RS256", key: pem("rsa.pkcs8.pem"), passphrase: " unused " },
      gets: "RS256 {}",
    },
    {
      input: "an outdated cipher",
      values: {
        algorithm: "RS256",
        key: execFileSync("openssl", [
          ...["pkcs8", "-topk8", "-provider", "legacy", "-provider", "default", "-v1", "PBE-SHA1-RC4-128"],
          ...["-in", keyPath("rsa.pkcs8.pem"), "-passout", "pass:abc"],
        ]).toString(),
        passphrase: "abc",
      },
      gets: "Private Key: This private key is encrypted with RC4, which isn't supported. Re-encrypt it with openssl pkcs8 -topk8 -provider legacy -provider default -in OLD -out NEW.",
    },
  ],
  "a certificate that is something else": [
    ...[
      "84:E0:5C:1D:98:BC:E3:A5:42:1D:22:5B:14:0B:36:E8:6A:3D:55:34",
      "84E05C1D98BCE3A5421D225B140B36E86A3D5534",
      "hOBcHZi846VCHSJbFAs26Go9VTQ=",
    ].map(
      (certificate): RealInput => ({
        input: `a thumbprint such as ${certificate}`,
        values: { algorithm: "RS256", key: pem("rsa.pkcs8.pem"), certificate },
        gets: 'Certificate: This is a thumbprint, not a certificate. Paste the PEM certificate, or set "x5t" or "x5t#S256" in base64url under Additional Header Parameters.',
      }),
    ),
    {
      input: "its private key",
      values: { algorithm: "RS256", key: pem("rsa.pkcs8.pem"), certificate: pem("rsa.pkcs8.pem") },
      gets: "Certificate: This is a private key, not a certificate. Paste the certificate that was issued for it.",
    },
  ],
};
