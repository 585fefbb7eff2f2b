import type { FieldName } from "../../field-name";
import { JwtAuthError } from "../lib/errors";
import type { Shape } from "../material/shape";
import type { Algorithm } from "./algorithms";
import type { KeySource } from "./key-source";

/** @param fallback what to paste, unless the preset specifies it: a noun with its article */
export function emptyKeyError(
  { field, path, forms }: Pick<KeySource, "field" | "path" | "forms">,
  fallback: string,
): JwtAuthError {
  if (path !== undefined) return new JwtAuthError(field, "The file is empty. Select another file.");
  return new JwtAuthError(field, `Required. Paste ${forms ?? fallback}, or select a key file.`, {
    isMissing: true,
  });
}

/** Nothing tells which one of several keys is meant. */
export const tooManyKeys = (field: FieldName, count: number) =>
  new JwtAuthError(field, `Found ${count} private keys. Paste only the one to sign with.`);

export const publicKeyError = (field: FieldName) =>
  new JwtAuthError(field, "This is a public key, which can't sign. Use the matching private key.");

const certificateError = (field: FieldName) =>
  new JwtAuthError(field, "This is a certificate, which can't sign. Use the matching private key.");

const requestError = (field: FieldName) =>
  new JwtAuthError(
    field,
    "This is a certificate request, which can't sign. Use the private key that it was created with.",
  );

const opensshError = (field: FieldName) =>
  new JwtAuthError(
    field,
    "This is a private key in OpenSSH format. Convert a copy with ssh-keygen -p -m PKCS8 -f COPY, or for Ed25519, create a new key with openssl genpkey -algorithm ed25519.",
  );

const puttyError = (field: FieldName) =>
  new JwtAuthError(
    field,
    "This is a private key in PuTTY format. In PuTTYgen, choose Conversions → Export OpenSSH key, and use that file.",
  );

/** The error for a PEM that is not a supported private key, by its label (RFC 7468). */
export function foundInstead(field: FieldName, label: string): JwtAuthError {
  if (label.endsWith("PUBLIC KEY")) return publicKeyError(field);
  if (label === "OPENSSH PRIVATE KEY") return opensshError(field);
  if (label.endsWith("CERTIFICATE")) return certificateError(field);
  if (label.endsWith("CERTIFICATE REQUEST")) return requestError(field);
  if (label.startsWith("PGP "))
    return new JwtAuthError(
      field,
      "This is a PGP key, which can't sign JWTs. Create a key pair with openssl genpkey -algorithm rsa -out NEW.",
    );
  return new JwtAuthError(
    field,
    "This PEM isn't a private key that can sign. Use one in PKCS#8, PKCS#1, or SEC1 format.",
  );
}

/** The error for text that is not a PEM, if it is something that people mistake for a private key. Undefined otherwise. */
export function recognizeText(field: FieldName, text: string): JwtAuthError | undefined {
  if (/^PuTTY-User-Key-File-\d/.test(text)) return puttyError(field);
  if (/^(?:ssh|ecdsa|sk)-[\w@.-]+ AAAA/.test(text) || /^---- BEGIN SSH2 PUBLIC KEY/.test(text))
    return publicKeyError(field);
  if (!/^(?:[/~]|\.{1,2}[/\\]|[A-Za-z]:\\)[^\n"'<>|*?{}$^[\]`;&]*\.\w{1,4}$/.test(text)) return undefined;
  return new JwtAuthError(field, "This is a file path, not a key. Choose Select File instead.");
}

/** @param passphrase empty if none is entered */
export const keystorePassphraseError = (passphrase: string) =>
  new JwtAuthError(
    "passphrase",
    passphrase
      ? "Wrong passphrase for this PKCS#12 keystore (.p12 or .pfx)."
      : "This is a PKCS#12 keystore (.p12 or .pfx). Enter its passphrase, or extract its private key with openssl pkcs12 -nocerts -nodes -provider legacy -provider default -in FILE -out NEW.",
    { isMissing: passphrase === "" },
  );

/** For a keystore without a key that can be read, or with several. */
export const keystoreError = (field: FieldName, count: number) =>
  new JwtAuthError(
    field,
    count === 0
      ? "This PKCS#12 keystore (.p12 or .pfx) has no private key. Export it again with its key."
      : `This PKCS#12 keystore (.p12 or .pfx) has ${count} private keys. Extract them with openssl pkcs12 -nocerts -nodes -provider legacy -provider default -in FILE -out NEW, and paste only one.`,
  );

/** The error for DER that is not a private key, by its shape. Undefined if it looks like one. */
export function derInstead(field: FieldName, shape: Shape): JwtAuthError | undefined {
  switch (shape) {
    case "spki":
    case "rsaPublicKey":
      return publicKeyError(field);
    case "certificate":
      return certificateError(field);
    case "request":
      return requestError(field);
  }
  return undefined;
}

/** The error for an algorithm that this version of Node does not have. */
export const unavailable = ({ name }: Algorithm, cause?: unknown): JwtAuthError =>
  new JwtAuthError(
    "algorithm",
    `${name} needs Node.js 24.6 or later, and this version of Yaak has an older one. Update Yaak, or choose another algorithm.`,
    { cause },
  );
